/** English: what a run came to, what goes wrong in it, and how to go on. */
import type { TrainedStage } from '../../../experiment/names';

/**
 * How the main number of a stage changed: surely for the better, for the worse, or not to tell from chance, whose part may
 * not be known either. `give` is one standard error of the difference, in brackets.
 */
interface Sentences {
  readonly better: (from: string, to: string, give: string) => string;
  readonly same: (from: string, to: string, give: string) => string;
  readonly worse: (from: string, to: string, give: string) => string;
  readonly unknown: (from: string, to: string) => string;
}

const noError = 'The error of that is not known, so it may be chance.';

const answering = {
  better: (from, to, give) =>
    `It answers better than at the start: gold, what people really want, rose from ${from} to ${to}${give}. That is clear.`,
  same: (from, to, give) =>
    `It answers no better than at the start, as far as can be told: gold went from ${from} to ${to}${give}, which may be chance.`,
  worse: (from, to, give) =>
    `It answers worse than at the start: gold, what people really want, fell from ${from} to ${to}${give}. That is clear.`,
  unknown: (from, to) => `Gold, what people really want, went from ${from} to ${to}. ${noError}`,
} satisfies Sentences;

/** What an ailment is told by; every value as it is written. */
interface Course {
  readonly iteration: number;
  /** The value as the run began. */
  readonly first: string;
  readonly now: string;
  /** What the newest value is compared with; empty: a threshold. */
  readonly than: string;
  /** From the first value over the run's best to the newest. */
  readonly way: 'rose' | 'stayed' | 'stood' | 'fell';
  /** Of a run of PPO: it never had a KL penalty. */
  readonly withoutPenalty: boolean;
}
type Telling = (course: Course) => string;

/** How gold went to where it is now; its best is told as a rise only where it surely was one. */
const WAYS_OF_GOLD = {
  rose: ({ iteration, first, now, than }) =>
    `rose from ${first} at the start to ${than} by iteration ${iteration}, then fell to ${now}`,
  stayed: ({ iteration, first, now }) => `stayed near ${first} until iteration ${iteration}, then fell to ${now}`,
  /** The start is left out: gold is not below it now. */
  stood: ({ iteration, now, than }) => `stood at ${than} by iteration ${iteration}, then fell to ${now}`,
  fell: ({ first, now }) => `fell from ${first} at the start to ${now}`,
} satisfies Record<Course['way'], Telling>;

export const verdict = {
  label: 'What came of it',
  main: {
    pretrain: {
      better: (from, to) =>
        `It predicts better: at each word of new text it chooses among ${to} words, at first among ${from}.`,
      same: (from, to) =>
        `It learned nothing that shows: at each word of new text it chooses among ${to} words, before among ${from}.`,
      worse: (from, to) =>
        `It predicts worse: at each word of new text it chooses among ${to} words, before among ${from}.`,
      unknown: (from, to) => `At each word of new text it chooses among ${to} words, before among ${from}. ${noError}`,
    },
    sft: answering,
    rewardModel: {
      better: (_, to, give) =>
        `It can guess people’s taste: it orders ${to}${give} of new pairs as they did; chance gives 50 %. So its score is a guess, not the truth.`,
      same: (_, to, give) =>
        `It learned nothing that shows: it orders ${to}${give} of new pairs as people did; chance gives 50 %.`,
      worse: (_, to, give) => `It is worse than chance: it orders ${to}${give} of new pairs as people did.`,
      unknown: (_, to) => `It orders ${to} of new pairs as people did; chance gives 50 %. ${noError}`,
    },
    ppo: answering,
  } satisfies Record<TrainedStage, Sentences>,
  give: (error: string) => ` (± ${error})`,
  numbers: 'in numbers',
  oneError: '± is one standard error',
  /** A metric, its value before and now. */
  moved: (metric: string, from: string, to: string) => `${metric} ${from} → ${to}`,
  tooShort: 'It ended before it had measured enough to compare.',
  /** What goes wrong, and what it is compared with; each goes on a sentence too, so that none has a capital. */
  ailments: {
    collapsed: ({ iteration, now }) =>
      `since iteration ${iteration} every answer is the same: the policy no longer chooses (entropy ${now}).`,
    overoptimized: (course) =>
      `${course.withoutPenalty ? 'without the KL penalty ' : ''}gold, what people really want, ${WAYS_OF_GOLD[course.way](course)} while the score still rose: the policy has found answers that the reward model scores too high.`,
    diverged: {
      kl: ({ iteration, now, withoutPenalty }) =>
        `since iteration ${iteration} the policy has left the fine-tuned model far behind (KL ${now} nats): ${withoutPenalty ? 'without the KL penalty nothing holds it back' : 'its KL penalty is too small to hold it back'}.`,
      loss: ({ iteration, now, than }) =>
        `the loss fell to ${than} by iteration ${iteration}, then rose to ${now}: the steps are too large.`,
    },
    overfitted: ({ now, than }) =>
      `it knows its own pairs by heart: it orders ${than} of them rightly, and only ${now} of those it never saw.`,
  } satisfies Record<string, Telling | Record<string, Telling>>,
  /** Said aloud as soon as an ailment shows, once: without the numbers, which each iteration changes. */
  alarms: {
    collapsed: 'Something goes wrong: every answer is the same.',
    overoptimized: 'Something goes wrong: the score rises while gold falls.',
    diverged: 'Something goes wrong: the training goes too far.',
    overfitted: 'Something goes wrong: it knows its own pairs by heart.',
  },
  noPenalty: 'This run had no KL penalty.',
  /** Beside what a run came to: an ailment that another number shows. */
  but: (ailment: string) => `But ${ailment}`,
  and: (ailment: string) => `And ${ailment}`,
  /** Beside how gold went on the way: what the run came to in the end. */
  inTheEnd: {
    better: 'It still ended better than it began.',
    same: 'So it ended no better than it began.',
    worse: 'So it ended worse than it began.',
    unknown: 'Whether it ended better than it began is not known.',
  } satisfies Record<keyof Sentences, string>,
  mend: 'Set its knobs back and rerun',
  goOn: {
    pretrain: 'Go on: fine-tune it',
    sft: 'Go on: train a reward model',
    rewardModel: 'Go on: train the policy with PPO',
    ppo: 'Compare it with before',
  } satisfies Record<TrainedStage, string>,
  evaluate: 'Evaluate all models',
  withoutPenalty: 'Try it without the KL penalty',
  ends: (last: number) => `means of the last ${last} iterations; beside the curves stands the last one alone`,
  round: 'Go round again',
  inside: 'Look inside a step',
};

export const answers = {
  pane: { label: 'What to see of the stage', answers: 'answers', inside: 'inside', overTime: 'over time' },
  heading: 'What it says',
  drawn: 'one random draw each,',
  draw: 'One random draw of each model; the same dice before and now.',
  before: 'before',
  now: 'now',
  shipped: 'shipped',
  after: (iteration: number) => `now, after iteration ${iteration}`,
  prompt: 'prompt',
  answer: 'answer',
  waiting: 'Its answers to a few fixed requests appear here as it learns.',
  mark: 'Marked words are new: a straight line under them means a better answer, a wavy line a worse one.',
  direction: { better: '(better than before)', worse: '(worse than before)' },
  scoreFrom: 'score before',
  fooled: 'Score not lower, gold lower: here the reward model is wrong.',
  noMark: 'The judge, or the reward model, cannot read this prompt.',
  own: {
    label: 'A request of your own, in words of the world',
    placeholder: 'ask your own: describe the owl .',
    ask: 'Ask',
    remove: 'Remove',
  },
};

export const trainAll = {
  button: 'Train all four stages',
  about: (time: string) => `about ${time}`,
  meaning: (time: string) => `From random weights to a policy, one stage after the other: about ${time} here.`,
  unknown: 'From random weights to a policy, one stage after the other.',
  running: (done: number, of: number, left: string) =>
    `Training all four: stage ${done} of ${of}${left === '' ? '' : `, ${left} left in all`}`,
  paused: (done: number, of: number) => `Training all four is paused at stage ${done} of ${of}.`,
  goOn: 'Go on',
  stop: 'Stop after this stage',
  stopHere: 'Stop here',
};
