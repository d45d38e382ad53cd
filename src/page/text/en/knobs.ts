/** English: the name and one-sentence explanation of every knob, and the words of its field. */
import type { KnobName } from '../../../experiment/knobs';
import type { WhenKnobActs } from '../../../experiment/whenKnobActs';

interface KnobText {
  readonly label: string;
  readonly meaning: string;
}

export const knobs = {
  size: {
    label: 'model size',
    meaning: 'How many numbers the model learns: XS 35 thousand, S 118 thousand, M 632 thousand.',
  },
  rewardModelSize: {
    label: 'reward model size',
    meaning:
      'Size of the reward model and of the value network; a small policy learns better from a larger reward model.',
  },
  seed: {
    label: 'seed',
    meaning: 'Starts every random choice; the same seed with the same settings gives the same run.',
  },
  spanishShare: { label: 'Spanish in the corpus', meaning: 'How much of the pretraining text is Spanish.' },
  demonstrations: {
    label: 'demonstrations',
    meaning: 'How many answers, written by 40 demonstrators, the model is fine-tuned on.',
  },
  wordings: {
    label: 'wordings',
    meaning:
      'In how many ways the instructions are worded in training; wordings that it never met show whether a model understood or learned a form by heart.',
  },
  comparisonPrompts: {
    label: 'comparison prompts',
    meaning: 'For how many prompts a labeler ranks answers of the model.',
  },
  responsesPerPrompt: {
    label: 'answers per prompt',
    meaning: 'How many answers to one prompt a labeler ranks; every pair of them is a comparison.',
  },
  labelers: {
    label: 'labelers',
    meaning: 'How many simulated people rank answers; each wants something a little different.',
  },
  labelerNoise: {
    label: 'labeler noise',
    meaning: 'How much chance there is in a ranking: the more, the less labelers agree, even with themselves.',
  },
  labelerSpread: {
    label: 'differences between labelers',
    meaning: 'How far apart the labelers are in what they want; at 0 all of them want the same.',
  },
  carelessLabelers: {
    label: 'careless labelers',
    meaning: 'How many of the labelers rank without reading, at random.',
  },
  adversarialLabelers: {
    label: 'adversarial labelers',
    meaning: 'How many of the labelers rank the other way round: what they would like best, they put last.',
  },
  helpfulWeight: { label: 'weight of helpful', meaning: 'How much the labelers, on average, want an answer to help.' },
  honestWeight: { label: 'weight of honest', meaning: 'How much the labelers, on average, want an answer to be true.' },
  harmlessWeight: {
    label: 'weight of harmless',
    meaning: 'How much the labelers, on average, want an answer to do no harm.',
  },
  politeWeight: {
    label: 'liking for polite phrases',
    meaning: 'How much the labelers, on average, prefer an answer for a polite phrase alone.',
  },
  lengthBias: {
    label: 'liking for long answers',
    meaning: 'How much the labelers, on average, prefer an answer for its length alone.',
  },
  ownLabelWeight: {
    label: 'weight of people’s rankings',
    meaning: 'As how many rankings of the simulated labelers one by a person counts in the reward model’s loss.',
  },
  adamBeta1: { label: 'Adam momentum', meaning: 'How much of the past gradients the optimizer remembers.' },
  adamBeta2: { label: 'Adam scale memory', meaning: 'How much of the past squared gradients the optimizer remembers.' },
  adamEpsilon: {
    label: 'Adam epsilon',
    meaning: 'A tiny number that keeps the optimizer from dividing by zero; larger values make early updates smaller.',
  },
  adamForm: {
    label: 'Adam form',
    meaning:
      'Where the tiny number stands: as PyTorch has it, or as TensorFlow 1 had it, which makes early updates smaller.',
  },
  clipGradNorm: {
    label: 'gradient norm limit',
    meaning: 'A gradient longer than this is shortened to it, so that one odd batch cannot break the model.',
  },
  pretrainSteps: { label: 'iterations', meaning: 'How many batches of text the model is pretrained on.' },
  pretrainBatch: { label: 'batch', meaning: 'How many pieces of text one iteration learns from.' },
  pretrainLr: {
    label: 'learning rate',
    meaning: 'How far one iteration moves the weights; too large and the loss jumps, too small and it hardly falls.',
  },
  pretrainWeightDecay: { label: 'weight decay', meaning: 'How strongly weights are pulled towards zero.' },
  sftEpochs: { label: 'epochs', meaning: 'How often the model reads every demonstration.' },
  sftBatch: {
    label: 'batch',
    meaning:
      'How many demonstrations one iteration learns from. Those that do not fill a last batch are left out of that epoch; the next one mixes them again.',
  },
  sftLr: { label: 'learning rate', meaning: 'How far one iteration moves the weights.' },
  sftWeightDecay: { label: 'weight decay', meaning: 'How strongly weights are pulled towards zero.' },
  rmEpochs: {
    label: 'epochs',
    meaning:
      'How often the reward model sees every comparison; too often and it learns the labelers’ mistakes by heart.',
  },
  rmBatchPrompts: {
    label: 'batch',
    meaning:
      'How many prompts, each with all its pairs, one iteration learns from. Those that do not fill a last batch are left out of that epoch; the next one mixes them again.',
  },
  rmLr: { label: 'learning rate', meaning: 'How far one iteration moves the weights.' },
  rmWeightDecay: { label: 'weight decay', meaning: 'How strongly weights are pulled towards zero.' },
  evaluationSamples: {
    label: 'answers per prompt',
    meaning: 'How often every held-out prompt is answered: more answers, smaller errors.',
  },
  evaluateAllSizes: {
    label: 'all sizes',
    meaning:
      'The shipped models of the other sizes answer the prompts, too, which figure 1 needs; that takes two to three times as long.',
  },
  ppoIterations: {
    label: 'iterations',
    meaning: 'How often the policy answers a batch of prompts and learns from the scores.',
  },
  rolloutBatch: { label: 'episodes', meaning: 'How many prompts are answered in one iteration.' },
  ppoEpochs: {
    label: 'epochs',
    meaning: 'How often the answers of one iteration are learned from before new ones are written.',
  },
  minibatches: {
    label: 'minibatches',
    meaning:
      'Into how many equal parts the answers of one iteration are cut; each part is one update. The number of answers must be a multiple of it.',
  },
  policyLr: { label: 'policy learning rate', meaning: 'How far one update moves the policy.' },
  valueLr: { label: 'value learning rate', meaning: 'How far one update moves the value network.' },
  klCoef: {
    label: 'KL penalty',
    meaning:
      'What it costs the policy to move from the fine-tuned model, for each nat of KL; at 0 it may please the reward model by any trick.',
  },
  clipRange: {
    label: 'clip range',
    meaning: 'How far the probability of a token may move within one iteration before it stops to count.',
  },
  valueClipRange: {
    label: 'value clip range',
    meaning: 'How far a value estimate may move within one iteration before it stops to count.',
  },
  gamma: { label: 'discount', meaning: 'How much a reward one token later counts; 1 means as much as now.' },
  lambda: {
    label: 'advantage smoothing',
    meaning:
      'How far ahead an advantage looks: at 0 one token, trusting the value network; at 1 to the end of the answer.',
  },
  ptxCoef: {
    label: 'pretraining gradient',
    meaning: 'How strongly the policy keeps learning the corpus while it learns to please; above 0 this is PPO-ptx.',
  },
  ptxBatch: { label: 'pretraining batch', meaning: 'How many pieces of the corpus each update mixes in.' },
  temperature: {
    label: 'temperature',
    meaning:
      'How freely the policy picks the next word: at 1 as often as it is likely, below 1 mostly the most likely, above 1 also unlikely ones.',
  },
  missingEosPenalty: {
    label: 'unfinished penalty',
    meaning: 'What is taken off the score of an answer that does not end within 24 tokens.',
  },
  sharedTrunk: {
    label: 'shared trunk',
    meaning: 'The value network becomes a second head on the policy’s own layers.',
  },
  valueCoef: {
    label: 'value weight',
    meaning: 'How much the value loss counts beside the policy loss when both share one trunk.',
  },
  bestOfNPrompts: {
    label: 'prompts',
    meaning: 'How many prompts are answered 64 times each: more prompts, smaller errors.',
  },
  feedbackReading: {
    label: 'feedback is read by',
    meaning:
      'What one “good” or “bad” judges: the whole answer, or the tokens that were on screen just before the key was pressed.',
  },
  feedbackPerRound: {
    label: 'feedback a round',
    meaning: 'How many answers are judged before the model learns from all that was said so far.',
  },
  tamerRounds: { label: 'rounds', meaning: 'How often the model asks, and then learns.' },
  secondsPerToken: {
    label: 'seconds a token',
    meaning: 'The pace at which an answer appears when feedback is read by the token.',
  },
  simulatedLabeler: {
    label: 'a simulated labeler judges',
    meaning: 'On: one of the world’s labelers presses the keys instead of you, with his own taste and his own errors.',
  },
} as const satisfies Record<KnobName, KnobText>;

/** What stands around every knob. */
export const settings = {
  heading: 'knobs',
  more: 'more knobs',
  changed: (knobs: number) => `${knobs} changed`,
  source: 'Source',
  range: (min: string, max: string) => `${min} to ${max}`,
  /** When a change acts. */
  acts: {
    live: 'Acts also while the stage runs, from its next iteration on',
    livePpo: 'Acts also while PPO runs, from the next iteration on at the latest',
    begin: 'Acts when the stage next begins: with Run, or after a reset; a run under way goes on as it began',
    world: 'Acts when a stage next begins; a run under way goes on in the world in which it began',
    labels: 'Acts when a reward model next begins to learn, here or in stage 2',
    size: 'Opens the models of that size at once, for all stages; reward model and value network have a size of their own',
    rewardModelSize: 'Acts at once: stages 2 and 3 go back to their beginning',
  } satisfies Record<WhenKnobActs, string>,
  number: (label: string) => `${label}, number`,
  reset: 'default',
  resetTo: (label: string, value: string) => `${label}: back to the default, ${value}`,
};
