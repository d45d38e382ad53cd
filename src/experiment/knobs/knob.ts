/**
 * What is said of a knob: default, range, symbol, unit, source. A knob whose default depends on the model's size names it
 * per size.
 */
import type { Size, StageName } from '../names';

export type KnobGroup = 'model' | 'world' | StageName | 'optimizer' | 'labels' | 'bestOfN' | 'tamer';

interface Described {
  readonly group: KnobGroup;
  /** As the papers write it, if they do; what follows an underscore is its index: "γ_ptx". */
  readonly symbol?: string;
  readonly unit?: string;
  /** Where the default comes from. */
  readonly source: string;
  /** Few knobs are on the page at first; the rest stand under "more knobs". */
  readonly advanced?: boolean;
  /** A change acts on a stage that has begun, from its next step or iteration; other knobs act when one next begins. */
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

export function number(knob: Omit<NumberKnob, 'kind'>): NumberKnob {
  return { kind: 'number', ...knob };
}

export function integer(knob: Omit<NumberKnob, 'kind'>): NumberKnob {
  return { kind: 'integer', ...knob };
}

export function choice<const T extends string>(knob: Omit<ChoiceKnob<T>, 'kind'>): ChoiceKnob<T> {
  return { kind: 'choice', ...knob };
}

export function toggle(knob: Omit<SwitchKnob, 'kind'>): SwitchKnob {
  return { kind: 'switch', ...knob };
}

/** The source of a default that no paper gives. */
export const measured = 'tuned on this world';
