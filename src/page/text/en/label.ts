/** English: the label desk. */
import type { LabelFlag } from '../../../protocol/label';
import type { ResponseSource } from '../../../protocol/microSteps';
import type { Origin } from '../../../experiment/names';
import { many } from './many';

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
    withLabelers: (labelers: number) => `with the ${many(labelers, 'simulated labeler', 'simulated labelers')}`,
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
    dots: (labelers: number) => `Agreement with each of ${many(labelers, 'labeler', 'labelers')}`,
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
