/** The rows of the evaluation and how their numbers are written. */
import type { Evaluation } from '../../protocol';
import type { Text } from '../../text/text';
import { formatFixed, formatShare } from '../../ui/format';

export type Measure = keyof Text['evaluation'];

interface Row {
  readonly measure: Measure;
  readonly write: (value: number) => string;
}

const mark = (value: number) => formatFixed(value, 3);

export const MEASURES: readonly Row[] = [
  { measure: 'gold', write: mark },
  { measure: 'goldUnseen', write: mark },
  { measure: 'helpful', write: mark },
  { measure: 'honest', write: mark },
  { measure: 'harmless', write: mark },
  { measure: 'refuse', write: formatShare },
  { measure: 'premise', write: mark },
  { measure: 'truth', write: formatShare },
  { measure: 'winAgainstSft', write: formatShare },
  { measure: 'length', write: (value) => formatFixed(value, 1) },
  { measure: 'perplexity', write: (value) => formatFixed(value, 2) },
  { measure: 'cloze', write: formatShare },
  { measure: 'mythTrue', write: formatShare },
  { measure: 'story', write: formatShare },
  { measure: 'spanish', write: formatShare },
];

export function measured(evaluation: Evaluation | undefined, measure: Measure): number | null {
  return evaluation?.[measure] ?? null;
}
