/** Sentences on settings, which name a knob as a link does, with the name under which the learner knows it. */
import { isKnob } from '../../experiment/knobs';
import { text } from './text';

/** `"klCoef"` becomes `“KL penalty” (klCoef)`; a value that follows joins the bracket. Other quoted words stay. */
export function nameKnobs(sentence: string): string {
  return sentence.replaceAll(/"(\w+)"(?: \(([^()]+)\))?/g, (whole, name: string, value: string | undefined) => {
    if (!isKnob(name)) return whole;
    const { label } = text.knobs[name];
    const beside = [...(label === name ? [] : [name]), ...(value === undefined ? [] : [value])];
    return `“${label}”${beside.length === 0 ? '' : ` (${beside.join(', ')})`}`;
  });
}
