/** A turned knob, as the worker tells it ("klCoef 0.2 → 0"), in the learner's words. */
import { KNOBS, type KnobName } from '../settings';
import { text } from '../text/text';

export function showChange(change: string): string {
  const [name, ...values] = change.split(' ');
  return Object.hasOwn(KNOBS, name) ? [text.knobs[name as KnobName].label, ...values].join(' ') : change;
}
