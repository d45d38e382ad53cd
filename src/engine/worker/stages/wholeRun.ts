/** A stage's run from its beginning to its end beside the pipeline: to be shown, and to take the place of the stage's own. */
import type { MicroStep } from '../../../protocol/microSteps';
import type { MetricsPoint } from '../../../protocol/protocol';
import type { Shared } from './shared';
import { startStage, type StageInputs } from './startStage';
import { keptParameters } from './stageWeights';

/** What the page is told of a run. */
export interface ToldRun {
  readonly iterations: number;
  readonly points: readonly MetricsPoint[];
  /** Of the last iteration. */
  readonly microSteps: readonly MicroStep[];
  readonly seconds: number;
}

export interface WholeRun {
  readonly inputs: StageInputs;
  /** With which it ended. */
  readonly parameters: Float32Array;
  readonly told: ToldRun;
}

/** Trains by the inputs' settings, whatever is turned meanwhile; yields `tell` of the share that is done after every micro-step. */
export async function* runWhole<T>(
  inputs: StageInputs,
  { stageWeights, worlds, now }: Pick<Shared, 'stageWeights' | 'worlds' | 'now'>,
  tell: (done: number) => T,
): AsyncGenerator<T, WholeRun> {
  const { stage, settings } = inputs;
  const begun = now();
  const run = startStage(inputs, { stageWeights, world: worlds.of(settings), settings: () => settings });
  const points: MetricsPoint[] = [];
  const microSteps: MicroStep[] = [];
  let [done, iterations] = [0, Infinity];
  try {
    for await (const { describe, ended } of run.reports) {
      if (done + 1 === iterations) microSteps.push(await describe());
      if (ended) [done, iterations] = [ended.iteration, ended.iterations];
      if (ended?.metrics) points.push(ended.metrics);
      yield tell(done / iterations);
    }
    const parameters = await keptParameters(stage, run.model);
    return { inputs, parameters, told: { iterations, points, microSteps, seconds: (now() - begun) / 1000 } };
  } finally {
    await run.reports.return(undefined);
    run.dispose();
  }
}
