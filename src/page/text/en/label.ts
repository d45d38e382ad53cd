/** English: the label desk. */
import { excerpt } from '../../../excerpt';
import type { LabelFlag } from '../../../protocol/label';
import type { ResponseSource } from '../../../protocol/microSteps';
import type { Origin } from '../../../experiment/names';

const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

export const label = {
  heading: (labeler: number) => `You are labeler ${labeler}`,
  sentence: (simulated: number) =>
    `Order the answers from best to worst, by your own taste. A reward model will learn from you as from ${many(simulated, 'simulated labeler', 'simulated labelers')}, and the policy, the model that writes, will learn to please it.`,
  round: (n: number) => `round ${n}`,
  /** Whose the answers are; the policy of a round is that of the round before until PPO has taken a step. */
  asked: (round: number, trained: boolean) => {
    const whose =
      round === 1
        ? 'the fine-tuned model'
        : `the policy, as round ${trained ? round : round - 1} ${trained ? 'has trained it so far' : 'left it'}`;
    return `Most are by ${whose}; which are not, you see once you have ranked them.`;
  },
  goesOn: (round: number) =>
    `Round ${round} needs a reward model that knows these answers. Rank as many as you like, or none: the simulated labelers rank them as well.`,
  toRewardModel: 'Go on to stage 2',
  prompt: 'prompt',
  waiting: 'The models are writing answers to rank …',
  locked: 'The desk opens once there is a fine-tuned model that can answer.',
  progress: (done: number, aim: number) => (done < aim ? `${done} of ${aim} ranked` : `${done} ranked`),
  progressOfRounds: (done: number) => `${done} ranked, all rounds together`,
  progressLabel: 'Prompts ranked',
  again: 'You are looking at a ranking of yours again.',

  list: 'Answers, best first',
  rank: (rank: number, tied: boolean) => (tied ? `${rank} =` : String(rank)),
  heard: (rank: number, tied: boolean, answer: string) => `${tied ? 'tied at rank' : 'rank'} ${rank}: ${answer}`,
  drag: (answer: string) => `Drag: ${answer}`,
  up: (answer: string) => `Move up: ${answer}`,
  down: (answer: string) => `Move down: ${answer}`,
  tie: (answer: string) => `Tie with the one above, or part again: ${answer}`,
  dropBetween: 'lay it here',
  silent: 'says nothing',

  remarks: (rank: string) => `About the answer at ${rank}, if you like`,
  quality: 'overall quality',
  qualityOf: (n: number) => `${n} of 7`,
  noQuality: 'no mark',
  qualityRange: '1 worst, 7 best',
  flags: {
    failsInstruction: 'fails the instruction',
    false: 'says something false',
    inappropriate: 'inappropriate for an assistant',
    breaksForm: 'breaks the form asked for',
    insults: 'insults somebody',
    harmful: 'gives harmful advice',
  } satisfies Record<LabelFlag, string>,
  remarksSource: 'Ouyang et al. 2022, table 3. Kept and exported with your ranking; no model learns them.',

  alike: (different: number, drawn: number) =>
    `${drawn} answers were drawn and only ${different} of them differ: the same answer stands here once. A model that is sure of itself says the same thing often.`,

  handIn: 'Next',
  untouched: 'This is the order in which they came. Press next again if it is yours, too.',
  undo: 'Undo',
  skip: 'Skip',
  keys: [
    { keys: ['↑', '↓'], does: 'choose' },
    { keys: ['shift ↑', 'shift ↓'], does: 'move' },
    { keys: ['='], does: 'tie with the one above' },
    { keys: ['1', '…', '7'], does: 'overall quality' },
    { keys: ['enter'], does: 'next' },
    { keys: ['u'], does: 'undo' },
    { keys: ['s'], does: 'skip' },
  ],
  dragging: 'Or drag an answer to its place.',
  perPrompt: 'answers to each prompt, K',

  back: {
    heading: 'How you agree',
    nothing: 'Once you have ranked a prompt, your order is compared with that of every simulated labeler.',
    withLabelers: (labelers: number) => `with the ${labelers} simulated labelers`,
    withGold: 'with the gold judge',
    among: 'they with each other, on the same pairs',
    paper: 'InstructGPT’s labelers with each other',
    paperValue: '72.6 ± 1.5 %',
    spread: (spread: string, least: string, most: string) =>
      `one labeler to the next: ± ${spread}, from ${least} to ${most}`,
    basis: (pairs: number, prompts: number) =>
      `On ${many(pairs, 'pair', 'pairs')} of ${many(prompts, 'prompt', 'prompts')}; ties are no pairs.`,
    goldBasis: (pairs: number) => `on the ${many(pairs, 'pair', 'pairs')} of which gold prefers one`,
    method:
      'A labeler’s share is exact: the mean of the probability that this labeler, with their noise, orders your pair as you did. ± after a mean is one standard error, by prompt.',
    few: 'One prompt tells no error: rank a few more.',
    unread: (n: number) =>
      `${many(n, 'ranking is', 'rankings are')} of prompts that the judge cannot read, and not in these numbers.`,
    leftOut: (n: number) => `${many(n, 'ranking takes', 'rankings take')} no part in anything: below stands which.`,
    dots: (labelers: number) => `Agreement with each of ${labelers} labelers`,
    dotOf: (labeler: number, share: string) => `labeler ${labeler}: ${share}`,
    newest: 'Where the answers came from',
    rankColumn: 'you',
    answer: 'answer',
    from: 'from',
    fromMeanings: {
      policy: 'The model that is being trained, as it answered when you were asked.',
      policyWarm:
        'The same model, sampled more freely: at temperature 1.5 its log-probabilities shrink, and rarer words come up.',
      fewShotBase: 'The base model, which has seen no demonstration, shown an example of an answer first.',
      unknown: 'A file of rankings, which does not tell.',
    } satisfies Record<ResponseSource, string>,
    gold: 'gold',
    goldMeaning: 'What the world’s judge gives the answer, from 0 to 1.',
  },

  effect: {
    heading: 'What did your rankings change?',
    sentence: (simulated: string) =>
      `A short version to wait for: two reward models from the same fine-tuned weights learn the same ${simulated} simulated rankings in the same order; one learns yours as well. PPO can go on against that one.`,
    compare: 'What did my labels change?',
    again: 'Compare again',
    training: 'Two reward models are training',
    needs: (ranked: number, enough: number) =>
      `${ranked === 0 ? 'Rank a prompt first: one' : 'One ranking'} is enough to see a change; from ${enough} on, every fourth is kept apart as a test.`,
    without: 'without yours',
    with: 'with yours',
    number: 'share of pairs ordered rightly',
    accuracy: 'held-out labelers',
    accuracyMeaning: 'Pairs of other prompts, ranked by labelers whom neither model met.',
    difference: 'difference, pair by pair',
    onLearned: 'your pairs it learned from',
    onKeptApart: 'your pairs kept apart',
    keptApartMeaning: 'Every fourth of your rankings, which neither model learned from.',
    notEnough: (enough: number) => `From ${enough} rankings on, every fourth is kept apart as a test.`,
    learned: (learned: number, weight: string, keptApart: number) =>
      `${many(learned, 'ranking', 'rankings')} of yours learned, each counting as ${weight} of the simulated${keptApart > 0 ? `; ${keptApart} kept apart` : ''}.`,
    within:
      'A difference below two standard errors may be chance. A lower share is no mistake: you teach one taste, the held-out labelers have many.',
    scores: 'What both models score your answers stands below, beside your rankings.',
    stale: 'You have ranked since: compare again to see it.',
    step: 'Step PPO on it',
    stepMeaning:
      'This short reward model becomes the reward model, and PPO goes on to its first update against it; from there, step on.',
    full: 'Train stage 2 in full',
    fullMeaning: (simulated: string) =>
      `Stage 2 trains on all ${simulated} simulated rankings and yours; PPO waits until it is done.`,
  },

  kept: {
    heading: 'Your rankings',
    none: 'None yet. They stay in this browser, until you delete them.',
    unkept: 'This browser keeps nothing for the page: export your rankings before you leave.',
    emptyPrompt: 'an empty prompt',
    leftOut:
      'This ranking takes no part in anything, and no file takes it along: its prompt is empty, or its texts are not of the world’s words. An earlier version of this page took it.',
    newer: 'Newer',
    older: 'Older',
    range: (first: string, last: string, all: string) => `${first} to ${last} of ${all}, the newest first`,
    edit: (prompt: string) => `Rank again: ${prompt}`,
    remove: (prompt: string) => `Delete: ${prompt}`,
    rank: 'you',
    answer: 'answer',
    scoreWithout: 'without',
    scoreWith: 'with',
    scoresMeaning:
      'Scores of the two short reward models, without and with your rankings; both are shifted so that demonstrations score 0 on average.',
    exportRankings: 'Export rankings',
    exportRankingsMeaning:
      'JSON Lines with prompt, completions, ranking, all remarks and an id: this page reads it back whole, and each ranking counts once.',
    pairsLeftOut: (n: number) =>
      `${many(n, 'pair was', 'pairs were')} left out of the file: an answer in ${n === 1 ? 'it' : 'them'} holds a mark of the model’s, such as ‹prompt›, which another program would take for the mark itself.`,
    exportPairs: 'Export pairs for TRL',
    exportPairsMeaning:
      'JSON Lines with prompt, chosen and rejected as conversations of one turn: the preference format that TRL’s RewardTrainer and DPOTrainer read. A pair does not tell whose ranking it is from: brought in here, it counts as somebody else’s.',
    importFile: 'Import…',
    importMeaning:
      'JSON Lines of rankings or of pairs, at most 4 MB. Other people’s rankings count also where they agree with those here; the same file again adds nothing.',
    imported: (added: number, known: number, differing: number) =>
      [
        added === 0
          ? 'Nothing was added: every ranking of this file is here already.'
          : `${many(added, 'ranking', 'rankings')} added${known === 0 ? '' : `; ${known} ${known === 1 ? 'is' : 'are'} here already, the very same and not merely alike`}.`,
        ...(differing === 0
          ? []
          : [
              `${differing} of the file’s ${differing === 1 ? 'has' : 'have'} another order or other remarks here, and ${differing === 1 ? 'stays' : 'stay'} as here: to take the file’s, delete ${differing === 1 ? 'that one' : 'those'} first and import again.`,
            ]),
      ].join(' '),
  },

  file: {
    refused: (name: string, reason: string) =>
      `“${excerpt(name)}” was not imported, and nothing has changed. ${reason}`,
    line: (line: number, reason: string) => `Line ${line}: ${reason}`,
    unread: 'The file could not be read.',
    tooLarge: (most: string, came: string) => `The file may have at most ${most} bytes, this one has ${came}.`,
    tooMany: (most: number) => `A file may hold at most ${most} rankings.`,
    empty: 'It holds no ranking.',
    neither: (keys: string) =>
      `expected a record with “prompt”, “completions” and “ranking”, or with “prompt”, “chosen” and “rejected”, got ${keys}.`,
    noRecord: (came: string) => `expected a record in curly brackets, got ${came}.`,
    keys: (keys: readonly string[]) =>
      keys.length === 0 ? 'none of these' : `only ${keys.map((key) => `“${key}”`).join(', ')}`,
    field: (field: string, expected: string, came: string) => `“${field}” must be ${expected}, got ${came}.`,
    emptyPrompt: '“prompt” is empty, and a model is asked something.',
    special: (field: string, token: string, sign: string) =>
      `“${field}” has “${token}” in it, shown here as ${sign}: that is a mark of the model’s, not a word.`,
    words: (field: string, words: string, more: number) =>
      `“${field}” has words that this world lacks: ${words}${more > 0 ? `; and ${more} more` : ''}.`,
    nearest: (word: string, near: readonly string[]) =>
      near.length === 0 ? `“${word}”` : `“${word}” (near to it: ${near.join(', ')})`,
    tooLong: (field: string, words: number, most: number) =>
      `“${field}” may have at most ${most} words, it has ${words}.`,
    sharedId: (id: string, line: number) =>
      `“id” must be its own, got “${id}”, which names another ranking in line ${line}.`,
    same: 'two of its answers are the same text, so there is nothing to rank between them.',
    expected: {
      id: 'the id that this page gave the ranking: 12 to 64 small letters, digits or hyphens',
      said: (role: string) => `a text, or a list of one message of the role “${role}”`,
      completions: 'a list of 2 to 9 texts',
      ranking: (n: number) => `every number from 0 to ${n - 1} once, best first`,
      ties: 'a list of pairs of neighbors in the ranking',
      quality: 'a list with a whole number from 1 to 7, or null, for each completion',
      flags: (all: string) => `a list with a list of some of ${all} for each completion`,
      sources: (all: string) => `a list with one of ${all} for each completion`,
    },
  },

  stage: {
    heading: 'What it learns from',
    data: (simulated: string, own: string, weight: string) => `${simulated} simulated + ${own} of yours × ${weight}`,
    eachRound: (each: string, rounds: number) => `(${each} of each of ${rounds} rounds)`,
    none: (simulated: string) => `${simulated} simulated rankings, none of yours`,
    learned: (whole: boolean, data: string) =>
      `${whole ? 'This model learned from' : 'This model learns from'} ${data}.`,
    learnedNothing: (round: number) =>
      round === 1 ? 'There is no reward model yet.' : `Round ${round} has no reward model yet.`,
    learnedElsewhere: {
      random: 'There is no reward model yet.',
      shipped: 'This model ships with the page: it has seen no ranking of yours.',
      trained: 'This model was trained here.',
      file: 'This model is from your file, which does not tell the rankings it learned from.',
      kept: 'This model is from your last visit; what it learned from was not kept with it.',
    } satisfies Record<Origin, string>,
    next: 'The next run of this stage would learn from',
    desk: 'Rank some yourself',
    more: 'Rank more',
    step: 'Step PPO on it',
  },
};
