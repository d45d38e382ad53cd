/** The command line of the reproduction, and what it asks for. */
import { BACKENDS, SIZES, type BackendName, type Size } from '../../src/experiment/names';
import { BadOption, got, nameOf, namesOf, parseOptions } from '../commandLine';
import type { TableExperiment } from './experiment';
import { TABLES } from './tables';

const NAMES = TABLES.map(({ name }) => name);

export const USAGE = `Runs tables of the papers headless and holds them against what was expected before: experiments/README.md.

  npm run reproduce -- [options]

  --table a,b     ${NAMES.join(', ')}, or all; pipeline without it
  --size a        ${SIZES.join(', ')}; S without it
  --seeds a,b     whole numbers; those of the table without it
  --backend a     ${BACKENDS.join(', ')}; wasm without it
  --fresh         forgets everything that is kept
  --help          this text`;

const OPTIONS = {
  table: { type: 'string', default: 'pipeline' },
  size: { type: 'string', default: 'S' },
  seeds: { type: 'string' },
  backend: { type: 'string', default: 'wasm' },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** A table to be run on these seeds, which may be others than its own. */
export interface PlannedTable {
  readonly experiment: TableExperiment;
  readonly seeds: readonly number[];
}

export interface ReproductionPlan {
  readonly tables: readonly PlannedTable[];
  readonly size: Size;
  readonly backend: BackendName;
  /** Forget first what is kept. */
  readonly fresh: boolean;
}

/** Number('') is 0, and a seed given twice would be trained twice: only digits with commas are seeds, each once. */
function seedsOf(text: string): readonly number[] {
  const seeds = text.split(',').map((seed) => seed.trim());
  if (!seeds.every((seed) => /^\d{1,9}$/.test(seed)))
    throw new BadOption(`--seeds takes whole numbers of up to nine digits with commas, got ${got(text)}.`);
  return [...new Set(seeds.map(Number))];
}

/** What is to be run; null where help is wanted. Throws `BadOption`. */
export function planOf(args: readonly string[]): ReproductionPlan | null {
  const { table, size, seeds, backend, fresh, help } = parseOptions(args, OPTIONS);
  if (help) return null;
  const names = table === 'all' ? NAMES : namesOf('table', table, NAMES);
  const own = seeds === undefined ? null : seedsOf(seeds);
  return {
    tables: TABLES.filter(({ name }) => names.includes(name)).map((experiment) => ({
      ...{ experiment, seeds: own ?? experiment.seeds },
    })),
    size: nameOf('size', size, SIZES),
    backend: nameOf('backend', backend, BACKENDS),
    fresh,
  };
}
