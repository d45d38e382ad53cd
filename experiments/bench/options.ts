/** The command line of the benchmark, and the rows that it asks for. */
import type { InstallationName } from '../../scripts/packages.mjs';
import { BACKENDS, SIZES, type BackendName } from '../../src/experiment/names';
import { BadOption, got, namesOf, parseOptions } from '../commandLine';
import {
  canRun,
  CONTESTANTS,
  isTorch,
  MEASURES,
  PLACES,
  ROUNDS,
  TORCHES,
  type Contestant,
  type LaneMeasure,
  type Place,
} from './plan';

export const USAGE = `Times a step of every stage and counts what it asks of the device. How to read it: experiments/README.md.

  npm run bench -- [options]

  --quick             the rows of experiments/bench/plan.ts marked as quick, in Chromium, on WebGPU and WASM
  --where a,b         ${PLACES.join(', ')}; all without it
  --backends a,b      ${BACKENDS.join(', ')}; all without it
  --sizes a,b         ${SIZES.join(', ')}; all without it
  --with a,b          rows in which one of these takes part: ${CONTESTANTS.join(', ')}; all without it
  --rounds n          turns of every contestant; by backend without it
  --help              this text`;

/** One row of the table: the same work, done in turns by all its contestants. */
export interface PlannedRow {
  readonly place: Place;
  readonly backend: BackendName;
  readonly measure: LaneMeasure;
  readonly contestants: readonly Contestant[];
  readonly rounds: number;
}

/** What the rows need besides the project's own packages. */
export function neededBy(rows: readonly PlannedRow[]): readonly InstallationName[] {
  const peers = rows.some(({ contestants }) => contestants.some((name) => name === 'nanogpt' || name === 'jax'));
  const dawn = rows.some(({ place, backend }) => place === 'node' && backend === 'webgpu');
  return [...(peers ? (['peers'] as const) : []), ...(dawn ? (['dawn'] as const) : [])];
}

/** What a Python with PyTorch can do here. */
export interface Torch {
  readonly version: string;
  /** Why `torch.compile` does not work; null where it does. */
  readonly compileFault: string | null;
}

/** The rows without what PyTorch cannot do here, and without those that are about PyTorch where there is none. */
export function possibleRows(rows: readonly PlannedRow[], torch: Torch | null): readonly PlannedRow[] {
  const possible = (name: Contestant) => !isTorch(name) || torch?.compileFault === null || !TORCHES[name].compiled;
  return rows
    .filter(({ contestants }) => torch !== null || !contestants.some(isTorch))
    .map((row) => ({ ...row, contestants: row.contestants.filter(possible) }));
}

const OPTIONS = {
  where: { type: 'string' },
  backends: { type: 'string' },
  sizes: { type: 'string' },
  with: { type: 'string' },
  rounds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Those that an option does not give are `others`. */
function chosen<T extends string>(option: string, text: string | undefined, known: readonly T[], others: readonly T[]) {
  return text === undefined ? others : namesOf(option, text, known);
}

function wholeNumber(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new BadOption(`--${option} takes a whole number from 1, got ${got(text)}.`);
  return value;
}

/**
 * The rows in the order in which they run; null where help is wanted. What PyTorch can do here is asked only if it would
 * take part. Throws `BadOption`.
 */
export function plannedRows(args: readonly string[], findTorch: () => Torch | null): readonly PlannedRow[] | null {
  const { where, backends, sizes, with: names, rounds, quick, help } = parseOptions(args, OPTIONS);
  if (help) return null;
  const wanted = {
    places: chosen('where', where, PLACES, quick ? ['chromium'] : PLACES),
    backends: chosen('backends', backends, BACKENDS, quick ? ['webgpu', 'wasm'] : BACKENDS),
    sizes: chosen('sizes', sizes, SIZES, SIZES),
    contestants: chosen('with', names, CONTESTANTS, CONTESTANTS),
    rounds: wholeNumber('rounds', rounds),
  };
  const measures = MEASURES.filter((measure) => !quick || measure.quick === true);
  const rows = wanted.places.flatMap((place) =>
    wanted.backends.flatMap((backend) =>
      measures
        .filter(({ size, place: only = place }) => wanted.sizes.includes(size) && only === place)
        .map((measure) => ({
          ...{ place, backend, measure },
          contestants: measure.contestants.filter((name) => canRun(name, backend, place)),
          rounds: wanted.rounds ?? ROUNDS[quick ? 'quick' : 'full'][backend],
        })),
    ),
  );
  const races = rows.filter(({ contestants }) => contestants.length > 1);
  if (races.length === 0) {
    const known = [...new Set(measures.map(({ size }) => size))].join(', ');
    throw new BadOption(
      `Nothing to measure: the ${quick ? 'quick ' : ''}rows have size ${known}, not ${wanted.sizes.join(', ')}.`,
    );
  }
  const isWanted = ({ contestants }: PlannedRow) => contestants.some((name) => wanted.contestants.includes(name));
  const wantedRaces = races.filter(isWanted);
  if (wantedRaces.length === 0) {
    throw new BadOption(`Nothing to measure: ${wanted.contestants.join(', ')} cannot run in such a row.`);
  }
  if (!wantedRaces.some(({ contestants }) => contestants.some(isTorch))) return wantedRaces;
  const possibleRaces = possibleRows(wantedRaces, findTorch()).filter(isWanted);
  if (possibleRaces.length === 0) {
    throw new BadOption(`Nothing to measure: ${wanted.contestants.join(', ')} cannot run on this machine.`);
  }
  return possibleRaces;
}
