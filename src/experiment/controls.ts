/** What of the page a link can name: its views, parts of them, and every knob. */
import { KNOB_NAMES, type KnobName } from './knobs';

/**
 * The views of the page: the first one, which the page's name leads to, the stages, answers to rank, one prompt answered by many models, the table of all models, the
 * lab, or saved runs.
 */
export const VIEWS = ['start', 'train', 'label', 'compare', 'evaluate', 'lab', 'runs'] as const;
export type View = (typeof VIEWS)[number];

/** Parts of the page besides views and single knobs. */
export const PARTS = [
  'run',
  'microStep',
  'iteration',
  'reset',
  'speed',
  'map',
  'nextRound',
  'fromNothing',
  'samples',
  'inside',
  'source',
  'mainChart',
  'charts',
  'moreCurves',
  'knobs',
  'advanced',
  'weights',
  'backend',
  'prediction',
  'liveRun',
  'recordings',
  'share',
] as const;
export type Part = (typeof PARTS)[number];

export type ControlName = View | Part | KnobName;

/** Parts that stand for groups of knobs: what is said of them is said of each knob in them. */
export const KNOB_GROUPS = ['knobs', 'advanced'] as const satisfies readonly Part[];

/** What `show` in a link chooses among: of each kind that it names one of, it hides all others. */
export const CONTROL_KINDS: readonly (readonly ControlName[])[] = [
  VIEWS,
  PARTS.filter((part) => !KNOB_GROUPS.some((group) => group === part)),
  KNOB_NAMES,
];

export const CONTROL_NAMES: readonly ControlName[] = [...VIEWS, ...PARTS, ...KNOB_NAMES];
