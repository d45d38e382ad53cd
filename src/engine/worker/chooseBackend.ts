/**
 * Which backend to train on: the one whose real training steps are the fastest here, of those that pass the self-test.
 * The learner's choice comes before it, a software adapter included.
 */
import type { BackendName } from '../../experiment/names';
import { TIMED_ROWS } from '../../protocol/bench';
import type { BackendReport, BackendTiming } from '../../protocol/protocol';
import { BackendUnavailable, openBackend, type BackendOptions, type OpenedBackend } from '../lm/backend';
import type { GptConfig } from '../lm/config';
import type { Crew } from '../lm/crew/crew';
import { disagreement, selfTest, timeSteps } from '../lm/selfTest';
import { areComplete, fastest, timeWorkers } from './chooseWorkers';

const TIMED_STEPS = 3;
/** A backend that has not opened by then never will, milliseconds. */
const PATIENCE = 30_000;

export interface ChoiceOptions {
  readonly config: GptConfig;
  readonly wasmUrl?: string;
  readonly now: () => number;
  readonly onProgress: (activity: 'backend' | 'kernels' | 'selfTest' | 'timing', fraction: number) => void;
  /** Those that can train together on WASM, how many there can be, and how many the learner wants. */
  readonly workers?: { readonly crew: Crew; readonly most: number; readonly wanted?: number };
  /**
   * What was measured here before: of several backends the fastest is taken without timing anything again, if it still
   * works; of one, its number of workers.
   */
  readonly remembered?: readonly BackendTiming[] | null;
}

interface Options extends ChoiceOptions {
  readonly remembered: readonly BackendTiming[];
}

/** The backend in use, and a sentence once its device is lost. */
export interface Choice {
  readonly report: BackendReport;
  readonly lost: Promise<string>;
}

interface Tried extends BackendTiming {
  readonly opened: OpenedBackend | null;
}

/** Opens the best backend, or the one that the learner wants. Throws `BackendUnavailable` when none works. */
export async function chooseBackend(wanted: BackendName | 'auto', given: ChoiceOptions): Promise<Choice> {
  const options = { ...given, remembered: asEarlier(given.remembered ?? []) };
  const expected = await onCpu();
  const known = wanted === 'auto' ? await recall(expected, options) : null;
  if (known) return known;
  const preferred: BackendName[] = wanted === 'auto' ? ['webgpu', 'wasm'] : [wanted];
  const tried: Tried[] = [];
  for (const [i, backend] of preferred.entries()) {
    options.onProgress('backend', i / preferred.length);
    tried.push(await attempt(backend, expected, wanted === 'auto' ? 'timed' : 'forced', options));
  }
  for (const backend of ['wasm', 'cpu'] as const) {
    if (tried.some(({ opened }) => opened) || tried.some((each) => each.backend === backend)) continue;
    tried.push(await attempt(backend, expected, 'timed', options));
  }
  const working = tried.filter(({ opened }) => opened);
  const best = working.sort((a, b) => (a.millisecondsPerStep ?? 0) - (b.millisecondsPerStep ?? 0)).at(0);
  if (!best?.opened) {
    throw new BackendUnavailable(
      `Nothing here can train a network. ${tried.map(({ backend, reason }) => `${backend}: ${reason}`).join(' ')}`,
    );
  }
  const { lost, device, use } = best.opened;
  await use();
  const timings = tried.map(({ backend, millisecondsPerStep, reason, workers }) => ({
    backend,
    millisecondsPerStep,
    reason: backend === best.backend ? '' : reason || `Slower here than ${best.backend}.`,
    ...(workers && { workers }),
  }));
  const crew = await crewOf(best.backend, options);
  if (wanted === 'auto') {
    const chosenBy = working.length > 1 ? 'timing' : 'only choice';
    return { report: { backend: best.backend, device, timings, chosenBy, ...crew }, lost };
  }
  const chosenBy = best.backend === wanted ? 'learner' : 'fallback';
  return {
    report: { backend: best.backend, device, timings: withEarlier(timings, options.remembered), chosenBy, ...crew },
    lost,
  };
}

/** How many train together on the chosen backend; on one that needs no helpers they are let go. */
async function crewOf(
  backend: BackendName,
  { workers }: ChoiceOptions,
): Promise<Pick<BackendReport, 'workers' | 'mostWorkers'>> {
  if (!workers) return {};
  const { crew, most } = workers;
  if (backend !== 'wasm') await crew.resize(1);
  return backend === 'wasm' ? { workers: crew.members, mostWorkers: most } : {};
}

function asEarlier(remembered: readonly BackendTiming[]): BackendTiming[] {
  return remembered.map(({ workers, ...timing }) => ({
    ...timing,
    earlier: true,
    ...(workers && { workers: workers.map((each) => ({ ...each, earlier: true as const })) }),
  }));
}

/** Adds what was measured before of the backend that opened untimed, and of those that were not tried. */
function withEarlier(timings: readonly BackendTiming[], earlier: readonly BackendTiming[]): BackendTiming[] {
  const known = timings.map((timing) => {
    const before = earlier.find(({ backend }) => backend === timing.backend);
    const untimed = timing.millisecondsPerStep === null && timing.reason === '';
    return before && untimed ? { ...before, reason: '' } : timing;
  });
  return [...known, ...earlier.filter(({ backend }) => timings.every((each) => each.backend !== backend))];
}

/**
 * The backend that was faster than another before; null if it does not work any more, or had no rival: there may be one
 * by now.
 */
async function recall(expected: readonly number[], options: Options): Promise<Choice | null> {
  const { remembered } = options;
  const timed = byTime(remembered);
  if (timed.length < 2) return null;
  const { opened } = await attempt(timed[0].backend, expected, 'known', options);
  if (!opened) return null;
  const { backend, device, lost } = opened;
  const crew = await crewOf(backend, options);
  return { report: { backend, device, timings: remembered, chosenBy: 'memory', ...crew }, lost };
}

/** Those that were timed, the fastest first. */
function byTime<T extends BackendTiming>(timings: readonly T[]): T[] {
  const milliseconds = ({ millisecondsPerStep }: T) => millisecondsPerStep ?? Infinity;
  return timings
    .filter((timing) => timing.millisecondsPerStep !== null)
    .sort((a, b) => milliseconds(a) - milliseconds(b));
}

/**
 * Gathers the workers that train on WASM together: as many as the learner wants or as were the fastest before, or else
 * more and more of them, timed.
 */
async function staff(
  { remembered }: Options,
  { crew, most, wanted }: NonNullable<ChoiceOptions['workers']>,
  isTimed: boolean,
  time: () => Promise<number>,
): Promise<Pick<Tried, 'millisecondsPerStep' | 'workers'>> {
  const before = remembered.find(({ backend }) => backend === 'wasm')?.workers;
  const known = before && areComplete(before, most) ? fastest(before, most).workers : undefined;
  const count = wanted ?? known;
  if (count !== undefined) {
    await crew.resize(count);
    return { millisecondsPerStep: isTimed ? await time() : null, ...(before && { workers: before }) };
  }
  const workers = await timeWorkers(crew, most, time);
  const best = fastest(workers);
  await crew.resize(best.workers);
  return { millisecondsPerStep: best.millisecondsPerStep, workers };
}

async function onCpu(): Promise<number[]> {
  await openBackend('cpu');
  return selfTest();
}

async function attempt(
  backend: BackendName,
  expected: readonly number[],
  how: 'timed' | 'forced' | 'known',
  options: Options,
): Promise<Tried> {
  const { config, now, onProgress } = options;
  try {
    const opened = await inTime(openBackend(backend, openingOptions(options, how === 'forced')));
    onProgress('selfTest', 0);
    const problem = disagreement(await selfTest(), expected);
    if (problem !== null) return { backend, millisecondsPerStep: null, reason: problem, opened: null };
    const time = () => {
      onProgress('timing', 0);
      return timeTraining(config, now);
    };
    if (backend === 'wasm' && options.workers) {
      return { backend, ...(await staff(options, options.workers, how === 'timed', time)), reason: '', opened };
    }
    // The learner's choice of another is not timed: on a software adapter that alone would take half a minute.
    return { backend, millisecondsPerStep: how === 'timed' ? await time() : null, reason: '', opened };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { backend, millisecondsPerStep: null, reason, opened: null };
  }
}

/** Milliseconds of a training step of that network on the backend in use. */
export function timeTraining(config: GptConfig, now: () => number): Promise<number> {
  return timeSteps(config, TIMED_ROWS, TIMED_STEPS, now);
}

function openingOptions(
  { config, wasmUrl, workers, onProgress, now }: ChoiceOptions,
  allowSoftwareAdapter: boolean,
): BackendOptions {
  const onCompiling = (fraction: number) => {
    onProgress('kernels', fraction);
  };
  return {
    allowSoftwareAdapter,
    onCompiling,
    timing: { config, now },
    ...(workers && { crew: workers.crew }),
    ...(wasmUrl === undefined ? {} : { wasmUrl }),
  };
}

function inTime<T>(opening: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new BackendUnavailable(`It did not start within ${PATIENCE / 1000} seconds.`));
    }, PATIENCE);
  });
  return Promise.race([opening, late]);
}
