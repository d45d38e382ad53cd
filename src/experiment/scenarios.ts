/**
 * The lab's scenarios as data: each sets an arm of the learner's beside fixed ones, runs them in turn, and draws what
 * they measure. What a scenario asks and says is in `page/text/en/scenarios.ts`, its names of
 * quantities and arms in `page/text/en/lab.ts`, how it runs in `engine/worker/lab/`.
 */
import { ALGORITHMS } from './algorithms';
import type { KnobName } from './knobs';
import { defaultSettings, type Settings } from './settings';

/** From the easiest question to the hardest: so the list has them. */
export const SCENARIO_NAMES = [
  'tamer',
  'goodhart',
  'size',
  'verbosity',
  'bestOfN',
  'labelers',
  'secondLanguage',
  'wording',
  'labelCost',
  'alignmentTax',
  'clipping',
  'iterate',
  'algorithms',
] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/** What a newcomer does first. */
export const FIRST_SCENARIOS: readonly ScenarioName[] = ['tamer', 'goodhart', 'size'];

/** What the horizontal axis counts; a comparison of models has no order. */
export type Axis =
  'iteration' | 'step' | 'sqrtKl' | 'samples' | 'episodes' | 'feedback' | 'labels' | 'parameters' | 'wording' | 'model';

/** What is measured. */
export const QUANTITIES = [
  'proxyReward',
  'goldReward',
  'gold',
  'roundGain',
  'wordingLoss',
  'goldGain',
  'goldFall',
  'finalGold',
  'goldBesidePpo',
  'storyGold',
  'foresight',
  'preference',
  'kl',
  'length',
  'perplexity',
  'accuracy',
  'ceiling',
  'agreement',
  'spanish',
] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** One way of training that a scenario compares, with settings of its own; the learner's is `yours`. */
export interface Arm {
  /** Key of the arm's points, by which `page/store/lab/outcomes.ts` finds them; the label drawn is made of `changes`. */
  readonly name: string;
  readonly changes: Partial<Settings>;
}

/** Arms that differ in no setting: models that ship with the page, and other ways of training. */
export const NAMED_ARMS = [
  'base',
  'fewShotBase',
  'sft',
  'ppo',
  'oldRewardModel',
  'demonstrations',
  'rankings',
  'shippedRewardModel',
  ...ALGORITHMS,
] as const;
export type NamedArm = (typeof NAMED_ARMS)[number];

export const isNamed = (name: string): name is NamedArm => (NAMED_ARMS as readonly string[]).includes(name);

/** One drawing: what is measured, against what; arms without it are left out. */
export interface ScenarioPanel {
  readonly quantities: readonly Quantity[];
  readonly axis: Axis;
  /** Arms that were measured once: level lines. */
  readonly levels?: readonly NamedArm[];
}

export interface Scenario {
  /** For every arm. */
  readonly common: Partial<Settings>;
  /** Beside the learner's. */
  readonly fixed: readonly Arm[];
  /** Beside both. */
  readonly named?: readonly NamedArm[];
  /** Where the learner's knobs stand at first; only these can be turned. Null: nothing of the learner's takes part. */
  readonly yours: Partial<Settings> | null;
  /** The learner judges while it runs: to begin comes first, the rest of the words after it. */
  readonly played?: true;
  /** What a recorded run has instead of the above: it may take longer, and nobody sits before it. */
  readonly recorded: Partial<Settings>;
  readonly panels: readonly ScenarioPanel[];
}

export const YOURS = 'yours';

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  goodhart: {
    common: { ptxCoef: 0, ppoIterations: 40 },
    fixed: [{ name: 'β 0.2', changes: { klCoef: 0.2 } }],
    yours: { klCoef: 0 },
    recorded: { ppoIterations: 100 },
    panels: [
      { quantities: ['proxyReward', 'goldReward'], axis: 'iteration' },
      { quantities: ['kl'], axis: 'iteration' },
    ],
  },
  verbosity: {
    common: { klCoef: 0.1, ptxCoef: 0, comparisonPrompts: 500, ppoIterations: 25 },
    fixed: [{ name: 'usual', changes: { lengthBias: 0.05 } }],
    yours: { lengthBias: 1.5 },
    recorded: { comparisonPrompts: 2000, ppoIterations: 60 },
    panels: [
      { quantities: ['length'], axis: 'iteration' },
      { quantities: ['gold'], axis: 'iteration' },
    ],
  },
  labelers: {
    common: { comparisonPrompts: 2000 },
    fixed: [{ name: 'usual', changes: { labelerNoise: 0.3, carelessLabelers: 0 } }],
    yours: { labelerNoise: 0.6, carelessLabelers: 10 },
    recorded: { comparisonPrompts: 4000 },
    panels: [
      { quantities: ['accuracy', 'ceiling'], axis: 'step' },
      { quantities: ['agreement'], axis: 'model' },
    ],
  },
  labelCost: {
    common: { ptxCoef: 0, ppoIterations: 20, evaluationSamples: 2 },
    fixed: [],
    named: ['demonstrations', 'rankings'],
    yours: { demonstrations: 4000 },
    recorded: { ppoIterations: 60 },
    panels: [{ quantities: ['gold'], axis: 'labels' }],
  },
  alignmentTax: {
    common: { ppoIterations: 40 },
    fixed: [{ name: 'γ 0', changes: { ptxCoef: 0 } }],
    named: ['base', 'sft'],
    yours: { ptxCoef: 1 },
    recorded: { ppoIterations: 60 },
    panels: [
      { quantities: ['perplexity'], axis: 'iteration', levels: ['base', 'sft'] },
      { quantities: ['spanish'], axis: 'iteration', levels: ['base', 'sft'] },
      { quantities: ['gold'], axis: 'iteration', levels: ['sft'] },
    ],
  },
  secondLanguage: {
    common: { pretrainSteps: 250 },
    fixed: [
      { name: 'none', changes: { spanishShare: 0 } },
      { name: 'little', changes: { spanishShare: 0.04 } },
    ],
    yours: { spanishShare: 0.2 },
    recorded: { pretrainSteps: 1000 },
    panels: [
      { quantities: ['spanish'], axis: 'step' },
      { quantities: ['perplexity'], axis: 'step' },
    ],
  },
  clipping: {
    common: { policyLr: 9e-4, ppoEpochs: 4, ptxCoef: 0, ppoIterations: 25 },
    fixed: [{ name: 'ε 0.2', changes: { clipRange: 0.2 } }],
    yours: { clipRange: 10 },
    recorded: { ppoIterations: 40 },
    panels: [
      { quantities: ['gold'], axis: 'iteration' },
      { quantities: ['kl'], axis: 'iteration' },
    ],
  },
  iterate: {
    common: { ppoIterations: 25 },
    fixed: [],
    named: ['oldRewardModel'],
    yours: { comparisonPrompts: 1000 },
    recorded: { ppoIterations: 60 },
    panels: [
      { quantities: ['gold'], axis: 'iteration' },
      { quantities: ['roundGain'], axis: 'model' },
    ],
  },
  size: {
    common: { evaluationSamples: 4 },
    fixed: [],
    named: ['fewShotBase', 'sft', 'ppo'],
    yours: null,
    recorded: { evaluationSamples: 8 },
    panels: [
      { quantities: ['gold'], axis: 'parameters' },
      { quantities: ['preference'], axis: 'parameters' },
    ],
  },
  wording: {
    common: { evaluationSamples: 2 },
    fixed: [],
    named: ['sft', 'ppo'],
    yours: { wordings: 3 },
    recorded: { evaluationSamples: 8 },
    panels: [
      { quantities: ['gold'], axis: 'wording' },
      { quantities: ['wordingLoss'], axis: 'model' },
    ],
  },
  bestOfN: {
    common: { bestOfNPrompts: 30 },
    fixed: [],
    named: ['shippedRewardModel'],
    yours: { comparisonPrompts: 300 },
    recorded: { bestOfNPrompts: 100 },
    panels: [
      { quantities: ['proxyReward', 'goldReward'], axis: 'sqrtKl' },
      { quantities: ['goldGain'], axis: 'samples' },
      { quantities: ['goldFall'], axis: 'model' },
    ],
  },
  algorithms: {
    common: { ppoIterations: 15, evaluationSamples: 2 },
    fixed: [],
    named: ALGORITHMS,
    yours: null,
    recorded: { ppoIterations: 60, evaluationSamples: 4 },
    panels: [
      { quantities: ['gold'], axis: 'episodes' },
      { quantities: ['finalGold'], axis: 'model' },
      { quantities: ['goldBesidePpo'], axis: 'model' },
    ],
  },
  tamer: {
    common: { tamerRounds: 16 },
    fixed: [],
    named: ['sft'],
    played: true,
    yours: { feedbackPerRound: 5, feedbackReading: 'response', simulatedLabeler: false },
    recorded: { tamerRounds: 16, feedbackPerRound: 16, simulatedLabeler: true, secondsPerToken: 0.5 },
    panels: [
      { quantities: ['storyGold'], axis: 'feedback', levels: ['sft'] },
      { quantities: ['foresight'], axis: 'feedback' },
    ],
  },
};

/** Knobs that the learner can turn in a scenario. */
export function scenarioKnobs(name: ScenarioName): readonly KnobName[] {
  return Object.keys(SCENARIOS[name].yours ?? {}) as KnobName[];
}

/** Knobs that say how long every arm runs, and from which seed. */
export function lengthKnobs(name: ScenarioName): readonly KnobName[] {
  const turned = scenarioKnobs(name);
  const lengths = Object.keys(SCENARIOS[name].recorded) as KnobName[];
  return [...lengths.filter((knob) => !turned.includes(knob)), 'seed'];
}

/** All knobs that a scenario leaves to the learner. */
export function openKnobs(name: ScenarioName): readonly KnobName[] {
  return [...scenarioKnobs(name), ...lengthKnobs(name)];
}

/** Settings of the learner's arm before a knob is turned. */
export function scenarioSettings(name: ScenarioName, length: 'live' | 'recorded' = 'live'): Settings {
  const { common, yours, recorded } = SCENARIOS[name];
  return { ...defaultSettings(), ...common, ...yours, ...(length === 'recorded' ? recorded : {}) };
}

/** All arms that differ in settings, the learner's last. */
export function armsOf(
  name: ScenarioName,
  settings: Settings,
): readonly { readonly name: string; readonly settings: Settings }[] {
  const { fixed, yours } = SCENARIOS[name];
  const arms = fixed.map((arm) => ({ name: arm.name, settings: { ...settings, ...arm.changes } }));
  return yours === null ? arms : [...arms, { name: YOURS, settings }];
}
