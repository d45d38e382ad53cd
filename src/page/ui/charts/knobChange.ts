/** A turned knob in the learner's words: short with its symbol, if it has one. */
import { isKnob, knobOf } from '../../../experiment/knobs';
import type { KnobChange } from '../../../experiment/settings';
import { symbolText } from '../../text/symbolText';
import { text } from '../../text/text';

/** A knob that this page does not have keeps its bare name. */
function nameOf(knob: string, short: boolean): string {
  if (!isKnob(knob)) return knob;
  const { symbol } = knobOf(knob);
  return short && symbol !== undefined ? symbolText(symbol, 'short') : text.knobs[knob].label;
}

export function formatKnobChange({ knob, from, to }: KnobChange, short = false): string {
  return `${nameOf(knob, short)} ${String(from)} → ${String(to)}`;
}
