/** English: what the lab asks, predicts and says. */
import type { AskedRound, Doing } from '../../../protocol/lab';
import type { Axis, NamedArm, Quantity } from '../../../experiment/scenarios';
import { scenarios, yourArms } from './scenarios';

interface QuantityWords {
  /** Beside a line. */
  readonly label: string;
  /** Above a picture. */
  readonly title: string;
}

const because = (recorded: boolean) => `Because of what ${recorded ? 'was said' : 'you said'}`;

export const lab = {
  heading: 'The lab',
  sentence: 'What the papers report, happening here: choose a question, predict the answer, run it.',
  startHere: 'start here',
  /** On a card: how long its recorded run took. */
  took: (time: string) => `recorded in ${time}`,
  all: 'All scenarios',
  predict: 'Your prediction',
  count: 'Count hands',
  stopCounting: 'Stop counting',
  handsFor: (choice: string) => `Hands for “${choice}”`,
  hands: (right: number, all: number) => `${right} of ${all} hands predicted it.`,
  run: 'Run it here',
  stop: 'Stop',
  playRecording: 'Play the recording',
  waiting: 'Predict first, if you like; then run it here, or play a recorded run.',
  behind: {
    blurred: 'Recorded result, made hard to read until you predict or run it.',
    shown: 'Recorded result, not of this tab. Run it here to see your own.',
  },
  play: {
    start: 'Start: you judge',
    sentence:
      'It tells short stories; you say “good” or “bad” to each. After every few it learns, and you see what changed.',
    more: 'Predict first, or change the rules',
  },
  beforeNow: {
    heading: 'The same stories, before and now',
    before: 'before',
    now: 'now',
    /** The learner said what is good, or, in a recording, somebody else did. */
    changed: (changed: number, all: number, recorded: boolean) =>
      changed === 0
        ? `None of these ${all} stories has changed yet: a few more rounds will do it.`
        : `${because(recorded)}, ${changed} of ${all} stories changed.`,
    /** At the end of a run that was too short for an answer. */
    early: (changed: number, all: number, recorded: boolean) =>
      changed === 0
        ? `None of ${all} stories changed: it was too short for that.`
        : `${because(recorded)}, ${changed} of ${all} stories changed; whether they are better is too early to tell.`,
    rest: (n: number, changed: number) =>
      `${n} more ${n === 1 ? 'story' : 'stories'}, ${changed === 0 ? 'none changed' : `${changed} of them changed`}`,
    gold: (said: number, before: string, now: string) =>
      `After ${said} presses, gold (what people really want) of 200 such stories: ${before} before, ${now} now.`,
  },
  opening: 'Opens the weights …',
  running: 'Live: this tab is training now.',
  live: 'Live: trained in this tab just now.',
  kept: 'It is kept among the runs.',
  keptPrediction: 'Your prediction is kept with it among the runs.',
  reopened: (when: string, backend: string, seconds: string) =>
    `Trained here on ${when} (${backend}, ${seconds}), and kept since.`,
  replayed: (when: string) =>
    `Recorded: the run that ships with the page, played here on ${when} after the prediction.`,
  imported: (when: string, backend: string, seconds: string) =>
    `From a file: trained on ${when} (${backend}, ${seconds}).`,
  /** What waited in a hidden tab. */
  whatWaited: { live: 'the run', recording: 'the recording' },
  stopped: 'Live, and stopped before its end.',
  recorded: (backend: string, seconds: string) =>
    `Recorded: trained once with the same code (${backend}, ${seconds}), and played here.`,
  recordedWith: (settings: string) => `Its own settings, not those of your knobs: ${settings}.`,
  recordedArm: 'recorded',
  literature: 'What the paper found, and where ours differs',
  noRecording:
    'The recording could not be loaded. It lies on the page’s server: check the connection and play it again, or run the scenario here, which needs no recording.',
  came: 'What came out',
  right: 'As you predicted.',
  wrong: (expected: string) => `You predicted: ${expected}.`,
  oneRun: 'One run from one seed: another may come out otherwise.',
  unclear: 'Too little to tell yet: what differs may be luck, and a longer run would say more.',
  paper: 'In the paper',
  differs: 'Where ours differs',
  yours: 'yours',
  knobs: 'Your variant',
  fixed: 'Compared with',
  models: 'What is compared',
  length: 'Length and seed of the run',
  link: (wanted: string, known: string) => `"${wanted}" in the link is no knob of this scenario, which has ${known}.`,
  answers: 'Last answers to the same prompts',
  errors: 'Bars: one standard error to each side.',
  arms: {
    base: 'base',
    fewShotBase: 'prompted base',
    sft: 'fine-tuned',
    ppo: 'policy',
    oldRewardModel: 'old reward model',
    demonstrations: 'fine-tuned on demonstrations',
    rankings: 'PPO on rankings as well',
    shippedRewardModel: 'reward model of 2000 prompts',
    plainPpo: 'PPO',
    reinforce: 'REINFORCE',
    rloo: 'RLOO',
    grpo: 'GRPO',
    rejectionSampling: 'rejection sampling',
    dpo: 'DPO',
  } satisfies Record<NamedArm, string>,
  doing: {
    pretrain: 'pretrains',
    sft: 'fine-tunes',
    comparisons: 'has answers ranked',
    rewardModel: 'trains a reward model',
    policy: 'trains the policy',
    answers: 'answers prompts',
    asks: 'asks for feedback',
    feedback: 'learns from feedback',
  } satisfies Record<Doing, string>,
  axes: {
    iteration: 'iteration',
    step: 'step',
    sqrtKl: '√KL, distance from the fine-tuned model',
    samples: 'n, answers to choose from',
    episodes: 'answers learned from',
    feedback: '“good” and “bad” so far',
    labels: 'labels in all',
    parameters: 'numbers that the model learns',
    wording: 'wording',
    model: 'model',
  } satisfies Record<Axis, string>,
  quantities: {
    proxyReward: { label: 'score', title: 'Score of the reward model' },
    goldReward: { label: 'gold', title: 'Gold (what people want)' },
    gold: { label: 'gold', title: 'Gold (what people want), evaluation prompts' },
    roundGain: {
      label: 'gain',
      title: 'Gold above that with the old reward model: at the end, each prompt asked several times more',
    },
    goldGain: { label: 'gold gained', title: 'Gold of the best of n, less that of a single answer' },
    goldFall: { label: 'gold lost', title: 'Gold of the best of 64, less that at the best n' },
    finalGold: { label: 'gold at the end', title: 'Gold at the end, every prompt asked again' },
    goldBesidePpo: { label: 'beside PPO', title: 'Gold at the end, less that of PPO, prompt by prompt' },
    storyGold: { label: 'gold', title: 'Gold on stories' },
    foresight: { label: 'predicted', title: 'Share of “good” and “bad” that the second network predicted' },
    wordingLoss: { label: 'loss', title: 'Gold lost from the first wording to the fourth, prompt by prompt' },
    preference: { label: 'preferred', title: 'Preferred to the largest fine-tuned model by held-out labelers' },
    kl: { label: 'KL', title: 'KL from the fine-tuned model, nats per answer' },
    length: { label: 'length', title: 'Length of the answers, words' },
    perplexity: { label: 'perplexity', title: 'Perplexity on English text' },
    accuracy: { label: 'accuracy', title: 'Accuracy on pairs of held-out labelers' },
    ceiling: { label: 'ceiling', title: 'its ceiling' },
    agreement: { label: 'agreement', title: 'Two labelers agree' },
    spanish: { label: 'Spanish', title: 'Spanish facts known' },
  } satisfies Record<Quantity, QuantityWords>,
  judging: {
    heading: 'Is this a good story?',
    progress: ({ round, rounds, responses }: AskedRound, place: number) =>
      `${place} of ${responses.length}, round ${round} of ${rounds}`,
    complete: 'All judged. Take the last one back, or let it learn.',
    learns: 'It learns from what you said …',
    hidden: '(The answer appears when you are ready.)',
    good: 'good',
    bad: 'bad',
    show: 'show the answer',
    handIn: 'let it learn',
    undo: 'take back',
    enough: 'That is enough',
    byResponse:
      'One “good” or “bad” an answer, by button or by key. The last one can be taken back until the round is handed in.',
    byToken:
      'Press as often as you like while the words appear; saying nothing is allowed, too. What you press counts for the words that were newest 0.2 to 0.8 seconds before.',
    how: 'What counts, and what learns from it',
    h: 'A second network (H in the papers) learns to say what you would say; the policy then practices what that network likes.',
    key: (key: string) => `key ${key}`,
  },
  scenarios,
  yourArms,
} as const;
