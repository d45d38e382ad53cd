/** English: the label desk. */
import { excerpt } from '../../../excerpt';
import type { LabelFlag } from '../../../protocol/label';
import type { ResponseSource } from '../../../protocol/microSteps';
import type { Origin } from '../../../experiment/names';

const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

const differing = (n: number) =>
  `${n} of these ${n === 1 ? 'has' : 'have'} another order or other remarks in the file, and ${n === 1 ? 'stays' : 'stay'} as here.`;

/** Whose rankings are spoken of: the learner's alone, or imported ones as well. */
export type Whose = 'yours' | 'everybodys';

const WHOSE = { yours: 'your rankings', everybodys: 'these rankings' } satisfies Record<Whose, string>;
const WITHOUT = { yours: 'without you', everybodys: 'without these rankings' } satisfies Record<Whose, string>;
const WITH = { yours: 'with you', everybodys: 'with these rankings' } satisfies Record<Whose, string>;

export const label = {
  heading: (labeler: number) => `You are labeler ${labeler}`,
  sentence: 'Order the answers from best to worst, by your own taste. The model will learn to please you.',
  how: 'How it learns from you',
  howSentence: (simulated: number) =>
    `From your rankings, and those of ${many(simulated, 'simulated labeler', 'simulated labelers')}, a reward model learns to guess what people prefer; the policy, the model that PPO trains, learns to please the reward model.`,
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
  enough: 'Enough: let it learn from me',
  rankMore: 'Rank more',
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

  remarks: (rank: string) => `Say more about the answer at ${rank}`,
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

  alike: (different: number, drawn: number) => `${drawn} answers were drawn, of which ${different} differ.`,

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
  keysHeading: 'Keys, and more answers',
  dragging: 'Or drag an answer to its place.',
  perPrompt: 'answers to each prompt, K',

  back: {
    heading: 'How you agree',
    later: (enough: number) => `Shown from ${enough} prompts on, so that your taste stays your own. Open it now`,
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
        'The same model, sampled more freely: at temperature 1.5 its log-probabilities shrink, and less likely words come up, too.',
      fewShotBase: 'The base model, which has seen no demonstration, shown an example of an answer first.',
      unknown: 'A file of rankings, which does not tell.',
    } satisfies Record<ResponseSource, string>,
    gold: 'gold',
    goldMeaning: 'What the world’s judge gives the answer, from 0 to 1.',
  },

  effect: {
    heading: (whose: Whose) =>
      whose === 'yours' ? 'What did your rankings change?' : 'What did these rankings change?',
    first: 'Rank one prompt, and see here what it changed.',
    how: 'How this is measured',
    sentence: (simulated: string) =>
      `Two reward models start from the same fine-tuned weights and learn the same ${simulated} simulated rankings in the same order; one also learns from people.`,
    compare: 'See what changed',
    again: 'Compare again',
    training: 'Two reward models are training',
    needs: (enough: number) => `From ${enough} different prompts on, every fourth is kept apart as a test.`,
    weight: 'How much they count',
    against: (people: string, weight: string, simulated: string, ratio: readonly [string, string] | null) =>
      `${people} ${people === '1' ? 'ranking' : 'rankings'} × ${weight} ${people === '1' ? 'stands' : 'stand'} against ${simulated} simulated${ratio === null ? ': they count for nothing' : `: ${ratio[0]} to ${ratio[1]}`}.`,
    moved: {
      sum: (whose: Whose, favorites: number, higher: number) =>
        `${higher} of ${favorites} ${whose === 'yours' ? 'of your favorite answers' : 'favorite answers'} ${higher === 1 ? 'scores' : 'score'} higher ${whose === 'yours' ? 'because of you' : 'because of them'}.`,
      first: (whose: Whose, without: number, withThem: number) =>
        `Favorites that have the highest score of their prompt: ${without} ${WITHOUT[whose]}, ${withThem} ${WITH[whose]}.`,
      favorite: (whose: Whose) => (whose === 'yours' ? 'your favorite' : 'favorite'),
      says: (from: string, to: string) => `score ${from} → ${to}`,
      ranks: (from: number, to: number, of: number) =>
        from === to ? `still rank ${to} of ${of}` : `rank ${from} → ${to} of ${of}`,
      heldOut: 'a test: it did not learn from this prompt',
      rest: (n: number) => `The other ${many(n, 'prompt', 'prompts')}`,
    },
    without: (whose: Whose) => WITHOUT[whose],
    with: (whose: Whose) => WITH[whose],
    shares: 'How often both order pairs rightly',
    number: 'share of pairs ordered rightly',
    accuracy: 'held-out labelers',
    accuracyMeaning: 'Pairs of other prompts, ranked by labelers whom neither model met.',
    difference: 'difference, pair by pair',
    onLearned: (whose: Whose) => (whose === 'yours' ? 'your pairs it learned from' : 'pairs by people it learned from'),
    onKeptApart: (whose: Whose) => (whose === 'yours' ? 'your pairs kept apart' : 'pairs by people kept apart'),
    keptApartMeaning: 'All rankings of every fourth prompt, which neither model learned from.',
    notEnough: (enough: number) => `From ${enough} different prompts on, every fourth is kept apart as a test.`,
    learned: (keptApart: number) => (keptApart > 0 ? `${many(keptApart, 'ranking', 'rankings')} kept apart. ` : ''),
    within:
      '± is one standard error, by prompt. A difference below two may be chance. A lower share is no mistake: the held-out labelers have other tastes.',
    scores: 'What both score every answer stands below, beside the rankings.',
    stale: 'The rankings have changed since: compare again to see it.',
    step: 'Step PPO on this reward model',
    stepMeaning:
      'This short reward model becomes the reward model, and PPO goes on to its first update against it; from there, step on.',
    full: 'Train stage 2 in full',
    fullMeaning: (simulated: string) =>
      `Stage 2 trains on all ${simulated} simulated rankings and these; PPO waits until it is done.`,
  },

  learn: {
    startFrom: (whose: Whose) => (whose === 'yours' ? 'Let it learn from me' : 'Let it learn from these'),
    heading: 'It learned',
    learns: 'It learns',
    doing: {
      rewardModels: 'Two reward models are training, one of them with people’s rankings',
      policies: (iterations: number) => `Two policies learn to please them, ${iterations} iterations of PPO each`,
      answers: 'All answer the same prompts',
    },
    left: (duration: string) => `${duration} left`,
    stop: 'Stop',
    nothing: (whose: Whose, answers: number) =>
      `Nothing changed: all ${answers} answers are what they would be ${WITHOUT[whose]}.`,
    different: (whose: Whose, different: number, answers: number, length: string) =>
      `${different} of ${answers} answers ${different === 1 ? 'is' : 'are'} different from what ${different === 1 ? 'it' : 'they'} would be ${WITHOUT[whose]}; ${different === 1 ? 'it is' : 'they are'} ${length}.`,
    longer: (words: string) => `${words} words longer`,
    shorter: (words: string) => `${words} words shorter`,
    asLong: 'as long',
    favorites: (whose: Whose, given: { readonly prompts: number; readonly without: number; readonly with: number }) =>
      `${whose === 'yours' ? 'Your favorite answer' : 'A favorite answer'} is now given to ${given.with} of ${many(given.prompts, 'ranked prompt', 'ranked prompts')} (${WITHOUT[whose]}: ${given.without}).`,
    means: (whose: Whose, score: string, gold: string | null) =>
      `Compared with the policy ${WITHOUT[whose]}: score ${score}${gold === null ? '' : `, gold ${gold}`}.`,
    before: 'before',
    score: (score: string) => `score ${score}`,
    gold: (gold: string) => `gold ${gold}`,
    favorite: (whose: Whose) => (whose === 'yours' ? 'your favorite' : 'favorite'),
    alike: (whose: Whose) => `The same answer ${WITHOUT[whose]} and ${WITH[whose]}.`,
    rest: (n: number, different: number) =>
      `${many(n, 'more prompt', 'more prompts')}, ${different === 0 ? 'answered alike' : `${different} answered differently`}`,
    method: (whose: Whose, iterations: number) =>
      `Both policies began as the one “before” and had ${iterations} iterations of PPO with the same seed; their reward models differ in ${WHOSE[whose]} alone. Shown is the most likely answer. All scores are by the reward model ${WITH[whose]}.`,
    goOn: 'Go on with this policy',
    goOnMeaning: 'It becomes the policy of this run, and its reward model the reward model; PPO goes on from there.',
  },

  kept: {
    heading: (own: number, labelers: number) =>
      labelers === 0
        ? 'Your rankings'
        : own === 0
          ? `Rankings of ${many(labelers, 'imported labeler', 'imported labelers')}`
          : `Rankings of you and ${many(labelers, 'imported labeler', 'imported labelers')}`,
    none: 'None yet. They stay in this browser, until you delete them.',
    unkept: 'This browser keeps nothing for the page: export your rankings before you leave.',
    you: 'you',
    labelers: (n: number, rankings: number) =>
      `${many(n, 'imported labeler', 'imported labelers')}, ${many(rankings, 'ranking', 'rankings')}`,
    labeler: (name: string, rankings: number) => `${excerpt(name)}: ${many(rankings, 'ranking', 'rankings')}`,
    removeLabeler: (name: string) => `Remove all of ${excerpt(name)}`,
    drop: 'Drop files of rankings here',
    emptyPrompt: 'an empty prompt',
    leftOut:
      'This ranking takes no part in anything, and no file takes it along: its prompt is empty, or its texts are not of the world’s words. An earlier version of this page took it.',
    newer: 'Newer',
    older: 'Older',
    range: (first: string, last: string, all: string) => `${first} to ${last} of ${all}, the newest first`,
    edit: (prompt: string) => `Rank again: ${prompt}`,
    remove: (prompt: string) => `Delete: ${prompt}`,
    rank: 'rank',
    answer: 'answer',
    scoreWithout: 'without',
    scoreWith: 'with',
    scoresMeaning:
      'Scores of the two short reward models, without and with these rankings; both are shifted so that demonstrations score 0 on average.',
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
      'JSON Lines of rankings or of pairs, at most 4 MB, several files at once, also by drop. Every file is a labeler of its own, and every ranking in it counts, also where it agrees with another.',
    imported: (added: number, files: number, known: number, different: number) =>
      [
        `${many(added, 'ranking', 'rankings')} added: ${many(files, 'labeler', 'labelers')} more.`,
        ...(known === 0 ? [] : [`${known} ${known === 1 ? 'was' : 'were'} here already.`]),
        ...(different === 0 ? [] : [differing(different)]),
      ].join(' '),
  },

  file: {
    refused: (name: string, reason: string) => `“${excerpt(name)}” was not imported. ${reason}`,
    sameFile: (name: string) => `It is here already, as “${name}”: the same file counts once.`,
    nothingToAdd: (own: boolean, different: number) =>
      [
        own ? 'It is your own export: nothing to add.' : 'Every ranking in it is here already, from another file.',
        ...(different === 0 ? [] : [differing(different)]),
      ].join(' '),
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
      id: 'the id that this page gave the ranking: 12 to 64 small letters, digits or dashes',
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
    data: (simulated: string, own: string, weight: string) => `${simulated} simulated + ${own} by people × ${weight}`,
    eachRound: (each: string, rounds: number) => `(${each} of each of ${rounds} rounds)`,
    none: (simulated: string) => `${simulated} simulated rankings, none by people`,
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
