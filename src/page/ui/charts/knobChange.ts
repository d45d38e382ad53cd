/** A turned knob, as the worker tells it ("klCoef 0.2 → 0"), in the learner's words; short with its symbol, if it has one. */
import { KNOBS, knobOf, type KnobName } from '../../../experiment/knobs';
import { text } from '../../text/text';

export function formatKnobChange(change: string, short = false): string {
  const [name, ...values] = change.split(' ');
  if (!Object.hasOwn(KNOBS, name)) return change;
  const { symbol } = knobOf(name as KnobName);
  return [short && symbol !== undefined ? symbol.replace('_', '') : text.knobs[name as KnobName].label, ...values].join(
    ' ',
  );
}
