/** What a control is called where it can be restrictions: a view, a part of the page, or a knob with its symbol. */
import { knobOf, type KnobName } from '../../../experiment/knobs';
import { PARTS, VIEWS, type ControlName } from '../../../experiment/controls';
import { symbolText } from '../../text/symbolText';
import { text } from '../../text/text';

export function controlLabel(name: ControlName): string {
  const view = VIEWS.find((each) => each === name);
  if (view !== undefined) return text.views[view];
  const part = PARTS.find((each) => each === name);
  if (part !== undefined) return text.classroom.parts[part];
  const knob = name as KnobName;
  const { symbol } = knobOf(knob);
  const { label } = text.knobs[knob];
  return symbol === undefined ? label : `${symbolText(symbol, 'spaced')}, ${label}`;
}
