/** The progress of every stage as the page learns it: status, iterations and pace, and what the stage waits for. */
import { STAGES, type Origin, type StageName, type StageStatus, type TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';

export type StageEvent = Extract<WorkerEvent, { type: 'stage' }>;

/** Weight of the newest iteration in the running mean of durations. */
const NEWEST = 0.1;

export class StageProgress {
  status: StageStatus = 'locked';
  iteration = 0;
  iterations = 0;
  private millisecondsPerIteration: number | null = null;
  private millisecondsPerStep: number | null = null;
  private stepsSinceIteration = 0;

  constructor(private readonly stage: StageName) {}

  /** Counts a micro-step of that duration; `ended` when an iteration ended with it. */
  count(milliseconds: number, ended?: { readonly iteration: number; readonly iterations: number }): void {
    const mix = (mean: number | null, value: number) => (mean === null ? value : mean + NEWEST * (value - mean));
    this.millisecondsPerStep = mix(this.millisecondsPerStep, milliseconds);
    this.stepsSinceIteration++;
    if (!ended) return;
    this.millisecondsPerIteration = mix(
      this.millisecondsPerIteration,
      this.stepsSinceIteration * this.millisecondsPerStep,
    );
    this.stepsSinceIteration = 0;
    this.iteration = ended.iteration;
    this.iterations = ended.iterations;
  }

  /** As an earlier session left it; what ran then waits now. */
  restore({ status, iteration, iterations }: Pick<StageProgress, 'status' | 'iteration' | 'iterations'>): void {
    this.begin();
    this.status = status === 'running' ? 'paused' : status;
    this.iteration = iteration;
    this.iterations = iterations;
  }

  begin(): void {
    this.iteration = 0;
    this.stepsSinceIteration = 0;
  }

  event(origin: Origin | null, missing: readonly TrainedStage[], round: number): StageEvent {
    const left = this.iterations - this.iteration;
    const pace = this.millisecondsPerIteration;
    return {
      type: 'stage',
      stage: this.stage,
      status: this.status,
      origin,
      iteration: this.iteration,
      iterations: this.iterations,
      round,
      secondsLeft: this.status === 'running' && pace !== null ? (left * pace) / 1000 : null,
      stepsPerSecond:
        this.status === 'running' && pace !== null && this.millisecondsPerStep !== null
          ? 1000 / this.millisecondsPerStep
          : null,
      missing,
    };
  }
}

export type ProgressByStage = Readonly<Record<StageName, StageProgress>>;

export function progressByStage(): ProgressByStage {
  return Object.fromEntries(STAGES.map((stage) => [stage, new StageProgress(stage)])) as Record<
    StageName,
    StageProgress
  >;
}
