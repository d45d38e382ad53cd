/** The rows of the evaluation and how their numbers are written. */
import type {
  BenchmarkMeasure,
  Evaluation,
  Measure,
  Measured,
  MixMeasure,
  SetMeasure,
} from '../../../protocol/evaluate';
import type { Text } from '../../text/text';
import { formatFixed, formatShare } from '../../ui/format';

interface Row<M extends Measure> {
  readonly measure: M;
  readonly write: (value: number) => string;
}

interface Group<M extends Measure = Measure> {
  readonly group: keyof Text['evaluate']['groups'];
  readonly rows: readonly Row<M>[];
}

const mark = (value: number) => formatFixed(value, 3);
const twoDecimals = (value: number) => formatFixed(value, 2);

const MIX: Group<MixMeasure> = {
  group: 'mix',
  rows: [
    { measure: 'gold', write: mark },
    { measure: 'goldUnseen', write: mark },
    { measure: 'helpful', write: mark },
    { measure: 'honest', write: mark },
    { measure: 'harmless', write: mark },
    { measure: 'refuse', write: formatShare },
    { measure: 'premise', write: mark },
    { measure: 'truth', write: formatShare },
    { measure: 'attempts', write: formatShare },
    { measure: 'obeysConstraints', write: formatShare },
    { measure: 'hallucinates', write: formatShare },
    { measure: 'appropriate', write: formatShare },
    { measure: 'winAgainstSft', write: formatShare },
    { measure: 'length', write: twoDecimals },
  ],
};

const SETS: Group<SetMeasure> = {
  group: 'sets',
  rows: [
    { measure: 'harmfulSet', write: formatShare },
    { measure: 'premisesSet', write: mark },
    { measure: 'mythsSet', write: formatShare },
    { measure: 'spanishSet', write: mark },
  ],
};

const BENCHMARKS: Group<BenchmarkMeasure> = {
  group: 'benchmarks',
  rows: [
    { measure: 'perplexity', write: twoDecimals },
    { measure: 'cloze', write: formatShare },
    { measure: 'mythTrue', write: formatShare },
    { measure: 'story', write: formatShare },
    { measure: 'spanish', write: formatShare },
  ],
};

export const GROUPS: readonly Group[] = [MIX, SETS, BENCHMARKS];

export function measured(evaluation: Evaluation | undefined, measure: Measure): Measured | null {
  return evaluation?.measures[measure] ?? null;
}
