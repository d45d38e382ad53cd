/**
 * Every knob of an experiment, once: default, range, symbol, unit, source; to and from the URL.
 * A knob whose default depends on the model's size names it per size. What is not a knob of the experiment but of the
 * page (backend, stage, start) is `PageParameters`.
 */
import { nearest } from './nearest';

export const SIZES = ['XS', 'S', 'M'] as const;
export type Size = (typeof SIZES)[number];

export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export const STAGES = ['pretrain', 'sft', 'rewardModel', 'ppo', 'evaluate'] as const;
export type StageName = (typeof STAGES)[number];

export type KnobGroup = 'model' | 'world' | StageName | 'optimizer' | 'labels' | 'bestOfN' | 'tamer';

interface Described {
  readonly group: KnobGroup;
  /** As the papers write it, if they do. */
  readonly symbol?: string;
  readonly unit?: string;
  /** Where the default comes from. */
  readonly source: string;
  /** Few knobs are on the page at first; the rest stand under "advanced". */
  readonly advanced?: boolean;
  /** A change acts on the next step of a running stage; other knobs act from the stage's next start. */
  readonly live?: boolean;
}

export interface NumberKnob extends Described {
  readonly kind: 'number' | 'integer';
  readonly default: number | Readonly<Record<Size, number>>;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The slider is logarithmic; 0, where allowed, stands at its left end. */
  readonly log?: boolean;
}

export interface ChoiceKnob<T extends string = string> extends Described {
  readonly kind: 'choice';
  readonly choices: readonly T[];
  readonly default: T | Readonly<Record<Size, T>>;
}

export interface SwitchKnob extends Described {
  readonly kind: 'switch';
  readonly default: boolean;
}

export type Knob = NumberKnob | ChoiceKnob | SwitchKnob;

const measured = 'tuned on this world';

export const KNOBS = {
  size: {
    kind: 'choice',
    group: 'model',
    choices: SIZES,
    default: 'S',
    source: 'GPT-2 (Radford et al. 2019), scaled down',
  } as ChoiceKnob<Size>,
  rewardModelSize: {
    kind: 'choice',
    group: 'model',
    choices: SIZES,
    default: { XS: 'S', S: 'S', M: 'M' },
    advanced: true,
    source: 'InstructGPT (Ouyang et al. 2022) used one 6B reward model for all policies',
  } as ChoiceKnob<Size>,
  seed: {
    kind: 'integer',
    group: 'model',
    default: 0,
    min: 0,
    max: 2147483647,
    step: 1,
    source: 'any whole number; the same seed gives the same run',
  } as NumberKnob,

  spanishShare: {
    kind: 'number',
    group: 'world',
    default: 0.04,
    min: 0,
    max: 0.5,
    step: 0.01,
    unit: 'share of documents',
    advanced: true,
    source: measured,
  } as NumberKnob,
  demonstrations: {
    kind: 'integer',
    group: 'world',
    default: 1000,
    min: 32,
    max: 4000,
    step: 1,
    unit: 'demonstrations',
    source: 'InstructGPT table 6: 12,725',
  } as NumberKnob,
  wordings: {
    kind: 'integer',
    group: 'world',
    default: 1,
    min: 1,
    max: 4,
    step: 1,
    unit: 'wordings',
    advanced: true,
    source: 'one is what the shipped models were trained on; InstructGPT §3.2 collects prompts from many users',
  } as NumberKnob,
  comparisonPrompts: {
    kind: 'integer',
    group: 'world',
    default: 2000,
    min: 16,
    max: 8000,
    step: 1,
    unit: 'prompts',
    source: 'InstructGPT table 6: 33,207',
  } as NumberKnob,
  responsesPerPrompt: {
    kind: 'integer',
    group: 'world',
    symbol: 'K',
    default: 4,
    min: 4,
    max: 9,
    step: 1,
    unit: 'responses',
    source: 'InstructGPT §3.5: K = 4 to 9',
  } as NumberKnob,
  labelers: {
    kind: 'integer',
    group: 'world',
    default: 40,
    min: 1,
    max: 200,
    step: 1,
    unit: 'labelers',
    advanced: true,
    source: 'InstructGPT §3.4: about 40 contractors',
  } as NumberKnob,
  labelerNoise: {
    kind: 'number',
    group: 'world',
    symbol: 'τ',
    default: 0.3,
    min: 0.01,
    max: 3,
    step: 0.01,
    unit: 'utility',
    advanced: true,
    source: 'tuned on this world for the 73 % agreement that InstructGPT §3.4 reports',
  } as NumberKnob,
  labelerSpread: {
    kind: 'number',
    group: 'world',
    default: 1,
    min: 0,
    max: 5,
    step: 0.1,
    unit: 'of the usual differences',
    advanced: true,
    source: measured,
  } as NumberKnob,
  carelessLabelers: {
    kind: 'integer',
    group: 'world',
    default: 0,
    min: 0,
    max: 200,
    step: 1,
    unit: 'labelers',
    advanced: true,
    source: 'InstructGPT appendix B.1 screened labelers by their agreement',
  } as NumberKnob,
  adversarialLabelers: {
    kind: 'integer',
    group: 'world',
    default: 0,
    min: 0,
    max: 200,
    step: 1,
    unit: 'labelers',
    advanced: true,
    source: 'Casper et al. 2023 §3.1: feedback from people who mean harm',
  } as NumberKnob,
  helpfulWeight: {
    kind: 'number',
    group: 'world',
    symbol: 'w_helpful',
    default: 1.5,
    min: 0,
    max: 5,
    step: 0.05,
    unit: 'utility',
    advanced: true,
    source: 'tuned on this world; InstructGPT §3.4 put helpfulness first while collecting',
  } as NumberKnob,
  honestWeight: {
    kind: 'number',
    group: 'world',
    symbol: 'w_honest',
    default: 0.4,
    min: 0,
    max: 5,
    step: 0.05,
    unit: 'utility',
    advanced: true,
    source: measured,
  } as NumberKnob,
  harmlessWeight: {
    kind: 'number',
    group: 'world',
    symbol: 'w_harmless',
    default: 0.5,
    min: 0,
    max: 5,
    step: 0.05,
    unit: 'utility',
    advanced: true,
    source: measured,
  } as NumberKnob,
  politeWeight: {
    kind: 'number',
    group: 'world',
    symbol: 'w_polite',
    default: 0.06,
    min: 0,
    max: 3,
    step: 0.01,
    unit: 'utility',
    advanced: true,
    source: measured,
  } as NumberKnob,
  lengthBias: {
    kind: 'number',
    group: 'world',
    default: 0.05,
    min: 0,
    max: 3,
    step: 0.05,
    advanced: true,
    source: measured,
  } as NumberKnob,

  ownLabelWeight: {
    kind: 'number',
    group: 'labels',
    default: 10,
    min: 0,
    max: 100,
    step: 1,
    unit: 'simulated rankings',
    source: 'at 1, eight rankings among 2000 move next to nothing; at 0 they are as good as absent',
  } as NumberKnob,

  adamBeta1: {
    kind: 'number',
    group: 'optimizer',
    symbol: 'β₁',
    default: 0.9,
    min: 0,
    max: 0.999,
    step: 0.001,
    advanced: true,
    source: 'InstructGPT appendix C',
  } as NumberKnob,
  adamBeta2: {
    kind: 'number',
    group: 'optimizer',
    symbol: 'β₂',
    default: 0.95,
    min: 0,
    max: 0.9999,
    step: 0.0001,
    advanced: true,
    source: 'InstructGPT appendix C',
  } as NumberKnob,
  adamEpsilon: {
    kind: 'number',
    group: 'optimizer',
    symbol: 'ε',
    default: 1e-8,
    min: 1e-10,
    max: 1e-3,
    step: 1e-10,
    log: true,
    advanced: true,
    source: measured,
  } as NumberKnob,
  adamForm: {
    kind: 'choice',
    group: 'optimizer',
    choices: ['pytorch', 'tensorflow1'],
    default: 'pytorch',
    advanced: true,
    source: 'ε beside √v̂ as in PyTorch, or beside √v as in the runs of Ziegler et al. 2019',
  } as ChoiceKnob<'pytorch' | 'tensorflow1'>,
  clipGradNorm: {
    kind: 'number',
    group: 'optimizer',
    default: 1,
    min: 0.01,
    max: 1000,
    step: 0.01,
    log: true,
    advanced: true,
    live: true,
    source: 'GPT-3 (Brown et al. 2020), appendix B',
  } as NumberKnob,

  pretrainSteps: {
    kind: 'integer',
    group: 'pretrain',
    default: { XS: 1200, S: 1000, M: 1000 },
    min: 1,
    max: 10000,
    step: 1,
    unit: 'steps',
    source: measured,
  } as NumberKnob,
  pretrainBatch: {
    kind: 'integer',
    group: 'pretrain',
    default: 32,
    min: 1,
    max: 128,
    step: 1,
    unit: 'windows of 48 tokens',
    advanced: true,
    source: measured,
  } as NumberKnob,
  pretrainLr: {
    kind: 'number',
    group: 'pretrain',
    symbol: 'α',
    default: { XS: 5e-3, S: 3e-3, M: 2e-3 },
    min: 1e-5,
    max: 3e-2,
    step: 1e-5,
    log: true,
    live: true,
    source: measured,
  } as NumberKnob,
  pretrainWeightDecay: {
    kind: 'number',
    group: 'pretrain',
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    source: measured,
  } as NumberKnob,

  sftEpochs: {
    kind: 'integer',
    group: 'sft',
    default: { XS: 5, S: 5, M: 6 },
    min: 1,
    max: 32,
    step: 1,
    unit: 'epochs',
    source: 'InstructGPT appendix C: 16; fewer suffice here',
  } as NumberKnob,
  sftBatch: {
    kind: 'integer',
    group: 'sft',
    default: 32,
    min: 1,
    max: 128,
    step: 1,
    unit: 'demonstrations',
    advanced: true,
    source: 'InstructGPT appendix C: 32',
  } as NumberKnob,
  sftLr: {
    kind: 'number',
    group: 'sft',
    symbol: 'α',
    default: { XS: 3e-3, S: 2e-3, M: 1.5e-3 },
    min: 1e-5,
    max: 3e-2,
    step: 1e-5,
    log: true,
    live: true,
    source: measured,
  } as NumberKnob,
  sftWeightDecay: {
    kind: 'number',
    group: 'sft',
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    source: measured,
  } as NumberKnob,

  rmEpochs: {
    kind: 'integer',
    group: 'rewardModel',
    default: 2,
    min: 1,
    max: 16,
    step: 1,
    unit: 'epochs',
    source: 'InstructGPT appendix C: 1; more overfits',
  } as NumberKnob,
  rmBatchPrompts: {
    kind: 'integer',
    group: 'rewardModel',
    default: 16,
    min: 1,
    max: 64,
    step: 1,
    unit: 'prompts',
    advanced: true,
    source: 'InstructGPT appendix C: 64 prompts',
  } as NumberKnob,
  rmLr: {
    kind: 'number',
    group: 'rewardModel',
    symbol: 'α',
    default: { XS: 2e-3, S: 2e-3, M: 1e-3 },
    min: 1e-5,
    max: 3e-2,
    step: 1e-5,
    log: true,
    live: true,
    source: measured,
  } as NumberKnob,
  rmWeightDecay: {
    kind: 'number',
    group: 'rewardModel',
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    source: measured,
  } as NumberKnob,

  ppoIterations: {
    kind: 'integer',
    group: 'ppo',
    default: 60,
    min: 1,
    max: 2000,
    step: 1,
    unit: 'iterations',
    source: measured,
  } as NumberKnob,
  rolloutBatch: {
    kind: 'integer',
    group: 'ppo',
    default: 64,
    min: 4,
    max: 256,
    step: 1,
    unit: 'episodes',
    advanced: true,
    source: 'InstructGPT appendix C: 512',
  } as NumberKnob,
  ppoEpochs: {
    kind: 'integer',
    group: 'ppo',
    default: 2,
    min: 1,
    max: 8,
    step: 1,
    unit: 'epochs',
    advanced: true,
    live: true,
    source: 'InstructGPT appendix C: 1; lm-human-preferences: 4',
  } as NumberKnob,
  minibatches: {
    kind: 'integer',
    group: 'ppo',
    default: 2,
    min: 1,
    max: 16,
    step: 1,
    unit: 'minibatches',
    advanced: true,
    source: 'InstructGPT appendix C: 8',
  } as NumberKnob,
  policyLr: {
    kind: 'number',
    group: 'ppo',
    symbol: 'α_π',
    default: { XS: 5e-4, S: 3e-4, M: 3e-4 },
    min: 1e-6,
    max: 1e-2,
    step: 1e-6,
    log: true,
    live: true,
    source: measured,
  } as NumberKnob,
  valueLr: {
    kind: 'number',
    group: 'ppo',
    symbol: 'α_V',
    default: 1e-3,
    min: 1e-6,
    max: 1e-2,
    step: 1e-6,
    log: true,
    advanced: true,
    live: true,
    source: measured,
  } as NumberKnob,
  klCoef: {
    kind: 'number',
    group: 'ppo',
    symbol: 'β',
    default: 0.2,
    min: 0,
    max: 4,
    step: 0.01,
    live: true,
    source: "InstructGPT's 0.02 belongs to its reward scale; tuned on this world",
  } as NumberKnob,
  clipRange: {
    kind: 'number',
    group: 'ppo',
    symbol: 'ε',
    default: 0.2,
    min: 0.01,
    max: 10,
    step: 0.01,
    live: true,
    source: 'PPO (Schulman et al. 2017) §6.1',
  } as NumberKnob,
  valueClipRange: {
    kind: 'number',
    group: 'ppo',
    symbol: 'ε_V',
    default: 0,
    min: 0,
    max: 10,
    step: 0.01,
    unit: 'reward; 0 = no clipping',
    advanced: true,
    live: true,
    source: 'lm-human-preferences: 0.2; without clipping the value network learns faster here',
  } as NumberKnob,
  gamma: {
    kind: 'number',
    group: 'ppo',
    symbol: 'γ',
    default: 1,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    live: true,
    source: 'InstructGPT appendix C: no discount',
  } as NumberKnob,
  lambda: {
    kind: 'number',
    group: 'ppo',
    symbol: 'λ',
    default: 0.95,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
    live: true,
    source: 'GAE (Schulman et al. 2016)',
  } as NumberKnob,
  ptxCoef: {
    kind: 'number',
    group: 'ppo',
    symbol: 'γ_ptx',
    default: 1,
    min: 0,
    max: 30,
    step: 0.1,
    live: true,
    source: 'InstructGPT equation 2; its 27.8 belongs to its scale',
  } as NumberKnob,
  ptxBatch: {
    kind: 'integer',
    group: 'ppo',
    default: 16,
    min: 1,
    max: 64,
    step: 1,
    unit: 'windows of 48 tokens',
    advanced: true,
    source: measured,
  } as NumberKnob,
  temperature: {
    kind: 'number',
    group: 'ppo',
    symbol: 'T',
    default: 1,
    min: 0.1,
    max: 2,
    step: 0.05,
    advanced: true,
    source: 'InstructGPT appendix C: 1',
  } as NumberKnob,
  missingEosPenalty: {
    kind: 'number',
    group: 'ppo',
    default: 0,
    min: 0,
    max: 10,
    step: 0.1,
    unit: 'reward',
    advanced: true,
    live: true,
    source: 'TRL: missing_eos_penalty',
  } as NumberKnob,
  sharedTrunk: {
    kind: 'switch',
    group: 'ppo',
    default: false,
    advanced: true,
    source: 'InstructGPT: separate value network; Ziegler et al. 2019: one trunk',
  } as SwitchKnob,
  valueCoef: {
    kind: 'number',
    group: 'ppo',
    symbol: 'c_V',
    default: 0.05,
    min: 0,
    max: 2,
    step: 0.01,
    unit: 'with a shared trunk',
    advanced: true,
    live: true,
    source: 'lm-human-preferences: 0.1',
  } as NumberKnob,

  evaluationSamples: {
    kind: 'integer',
    group: 'evaluate',
    default: 4,
    min: 1,
    max: 16,
    step: 1,
    unit: 'answers per prompt',
    source: measured,
  } as NumberKnob,
  evaluateAllSizes: {
    kind: 'switch',
    group: 'evaluate',
    default: false,
    source: 'Ouyang et al. 2022, figure 1',
  } as SwitchKnob,

  bestOfNPrompts: {
    kind: 'integer',
    group: 'bestOfN',
    default: 100,
    min: 4,
    max: 400,
    step: 1,
    unit: 'prompts',
    source: measured,
  } as NumberKnob,

  feedbackReading: {
    kind: 'choice',
    group: 'tamer',
    choices: ['response', 'token'],
    default: 'response',
    source: 'TAMER (Knox and Stone 2009) rates single actions, which are tokens here',
  } as ChoiceKnob<'response' | 'token'>,
  feedbackPerRound: {
    kind: 'integer',
    group: 'tamer',
    default: 16,
    min: 1,
    max: 64,
    step: 1,
    unit: 'responses',
    source: measured,
  } as NumberKnob,
  tamerRounds: {
    kind: 'integer',
    group: 'tamer',
    default: 16,
    min: 1,
    max: 200,
    step: 1,
    unit: 'rounds',
    source: measured,
  } as NumberKnob,
  secondsPerToken: {
    kind: 'number',
    group: 'tamer',
    default: 0.5,
    min: 0.1,
    max: 3,
    step: 0.1,
    unit: 's',
    source: 'slow enough for a press within 0.2 to 0.8 s to mean a token or two',
  } as NumberKnob,
  simulatedLabeler: {
    kind: 'switch',
    group: 'tamer',
    default: false,
    source: 'off: you judge',
  } as SwitchKnob,
} satisfies Record<string, Knob>;

export type KnobName = keyof typeof KNOBS;

type ValueOf<K> = K extends NumberKnob
  ? number
  : K extends SwitchKnob
    ? boolean
    : K extends ChoiceKnob<infer T>
      ? T
      : never;

export type Settings = { readonly [K in KnobName]: ValueOf<(typeof KNOBS)[K]> };

export const KNOB_NAMES = Object.keys(KNOBS) as readonly KnobName[];

function defaultOf(knob: Knob, size: Size): number | string | boolean {
  return typeof knob.default === 'object' ? knob.default[size] : knob.default;
}

/** The measured defaults for one size of model. */
export function defaultSettings(size: Size = 'S'): Settings {
  const entries = KNOB_NAMES.map((name) => [name, name === 'size' ? size : defaultOf(KNOBS[name], size)]);
  return Object.fromEntries(entries) as Settings;
}

/** `value` if the knob allows it, else a sentence that says what was expected and what came. */
export function checkKnob(
  name: KnobName,
  value: unknown,
): { readonly value: number | string | boolean } | { readonly problem: string } {
  const knob: Knob = KNOBS[name];
  const came = typeof value === 'string' ? `"${value}"` : String(value);
  switch (knob.kind) {
    case 'choice':
      return typeof value === 'string' && knob.choices.includes(value)
        ? { value }
        : { problem: `Setting "${name}" must be one of ${knob.choices.join(', ')}, got ${came}.` };
    case 'switch':
      return typeof value === 'boolean'
        ? { value }
        : { problem: `Setting "${name}" must be true or false, got ${came}.` };
    case 'number':
    case 'integer': {
      const inRange = typeof value === 'number' && value >= knob.min && value <= knob.max;
      const whole = knob.kind === 'number' || Number.isInteger(value);
      return inRange && whole
        ? { value }
        : {
            problem: `Setting "${name}" must be a ${knob.kind === 'integer' ? 'whole number' : 'number'} from ${knob.min} to ${knob.max}, got ${came}.`,
          };
    }
    default:
      return knob satisfies never;
  }
}

/** Settings with some knobs changed; a change of size brings that size's defaults for knobs still at their old default. */
export function changeSettings(settings: Settings, changes: Partial<Settings>): Settings {
  const size = changes.size ?? settings.size;
  const before = defaultSettings(settings.size);
  const after = defaultSettings(size);
  const carried = KNOB_NAMES.map((name) => [name, settings[name] === before[name] ? after[name] : settings[name]]);
  return { ...(Object.fromEntries(carried) as Settings), ...changes };
}

export const PAGE_PARAMETERS = {
  /** auto times real steps; webgpu forces even a software adapter. */
  backend: ['auto', ...BACKENDS],
  stage: STAGES,
  /** shipped opens the ready-made checkpoints, scratch starts at random weights. */
  start: ['shipped', 'scratch'],
  /** on shows the world's rude words with dots in them. */
  mask: ['off', 'on'],
} as const;

/** In a link: the view that measures this machine instead of the page. It has no value. */
export const BENCH = 'bench';

/** In a link: the lab's scenario on view. */
export const SCENARIO = 'scenario';

/** In a link: names of controls that the page hides, and of those that it shows but locks. */
export const HIDE = 'hide';
export const LOCK = 'lock';

/** In a link, and no settings of the experiment. */
const NO_SETTINGS: readonly string[] = [BENCH, SCENARIO, HIDE, LOCK];

export type PageParameters = { readonly [K in keyof typeof PAGE_PARAMETERS]: (typeof PAGE_PARAMETERS)[K][number] };

export interface Experiment {
  readonly settings: Settings;
  readonly page: PageParameters;
}

export const DEFAULT_PAGE: PageParameters = { backend: 'auto', stage: 'ppo', start: 'shipped', mask: 'off' };

function readValue(knob: Knob, text: string): unknown {
  if (knob.kind === 'choice') return text;
  if (knob.kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

/** Reads an experiment from a query string. What is unknown or out of range is left at its default and told as a sentence. */
export function fromQuery(query: string): Experiment & { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const changes: Record<string, unknown> = {};
  const page: Record<string, string> = { ...DEFAULT_PAGE };
  for (const [name, text] of new URLSearchParams(query)) {
    if (NO_SETTINGS.includes(name)) continue;
    if (Object.hasOwn(PAGE_PARAMETERS, name)) {
      const allowed: readonly string[] = PAGE_PARAMETERS[name as keyof PageParameters];
      if (allowed.includes(text)) page[name] = text;
      else problems.push(`"${name}" in the link must be one of ${allowed.join(', ')}, got "${text}".`);
    } else if (Object.hasOwn(KNOBS, name)) {
      const checked = checkKnob(name as KnobName, readValue(KNOBS[name as KnobName], text));
      if ('problem' in checked) problems.push(checked.problem);
      else changes[name] = checked.value;
    } else {
      const near = nearest(name, [...Object.keys(PAGE_PARAMETERS), ...KNOB_NAMES]);
      const meant = near.length === 0 ? '' : ` Perhaps ${near.join(' or ')} was meant.`;
      problems.push(`The link names a setting that does not exist: "${name}".${meant}`);
    }
  }
  const settings = { ...defaultSettings(changes['size'] as Size | undefined), ...changes } as Settings;
  return { settings, page: page as PageParameters, problems };
}

/** The shortest query string that gives this experiment: only what differs from the defaults. */
export function toQuery({ settings, page }: Experiment): string {
  const defaults = defaultSettings(settings.size);
  const query = new URLSearchParams();
  for (const name of Object.keys(PAGE_PARAMETERS) as (keyof PageParameters)[]) {
    if (page[name] !== DEFAULT_PAGE[name]) query.set(name, page[name]);
  }
  for (const name of KNOB_NAMES) {
    if (settings[name] !== defaults[name] || (name === 'size' && settings.size !== 'S'))
      query.set(name, String(settings[name]));
  }
  return query.toString();
}
