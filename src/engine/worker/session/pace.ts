/**
 * Scheduler: steps the active stage up to the requested unit, throttled, and picks which micro-steps are shown.
 */
import type { StageName } from '../../../experiment/names';
import type { Runs } from './runs';
import type { Samples } from './samples';
import { errorEvent } from '../sentences';
import type { Shared } from '../stages/shared';
import type { StageRun, StepReport } from '../stages/stageRun';
import type { PipelineProgress } from './pipelineProgress';
import type { Workers } from './sessionHost';
import type { Turns } from './turns';

type Until = 'micro' | 'update' | 'iteration' | 'end';

/** While running at full speed a micro-step is shown at most this often, milliseconds. */
const SHOW_EVERY = 250;

export class Pace {
  /** Null: as fast as it goes. */
  microStepsPerSecond: number | null = null;
  private active: { readonly stage: StageName; readonly until: Until } | null = null;
  private lastShown = -Infinity;
  /** The last micro-step, if it was not shown. */
  private unseen: (() => Promise<void>) | null = null;
  /** Counts the turns asked for: the newest alone is taken. */
  private asked = 0;

  constructor(
    private readonly shared: Shared,
    private readonly turns: Turns,
    private readonly progress: PipelineProgress,
    private readonly runs: Runs,
    private readonly samples: Samples,
    private readonly workers: Workers | undefined,
  ) {}

  /**
   * The stage runs, begun anew if it was not under way, and one that ran before it pauses; nothing changes where weights
   * that it needs are missing.
   */
  async go(stage: StageName, until: Until): Promise<void> {
    const { runs, progress } = this;
    if (progress.missing(stage).length > 0) return;
    if (this.active && this.active.stage !== stage) await this.pause();
    const running = this.active !== null;
    if (!runs.has(stage)) {
      await runs.begin(stage);
      progress.clear(stage);
    }
    this.active = { stage, until };
    progress.of[stage].status = 'running';
    progress.emit(stage);
    if (!running) this.continueLater(0);
  }

  async pause(): Promise<void> {
    const { active } = this;
    this.active = null;
    if (!active) return;
    await this.showUnseen();
    await this.sample(active.stage);
    this.progress.of[active.stage].status = 'paused';
    this.progress.emit(active.stage);
  }

  /** Ends the stage's run before it is whole, and keeps what it trained. */
  async end(stage: StageName): Promise<void> {
    if (this.active?.stage === stage) await this.pause();
    await this.conclude(stage);
  }

  /** Nothing runs any more, and no event says so. */
  halt(): void {
    this.active = null;
  }

  /** Ends a stage's run without keeping what it trained. */
  async drop(stage: StageName): Promise<void> {
    if (this.active?.stage === stage) this.active = null;
    if (!this.runs.has(stage)) return;
    this.unseen = null;
    await this.runs.drop(stage);
  }

  /** The next micro-step, once messages were let in; a later call takes the place of an earlier one. */
  private continueLater(milliseconds: number): void {
    const mine = ++this.asked;
    this.turns.later(milliseconds, () => (mine === this.asked ? this.turn() : Promise.resolve()));
  }

  /** One micro-step of the active stage. If it fails, the run is over; what it had learnt until then stays. */
  private async turn(): Promise<void> {
    const { active } = this;
    const run = active && this.runs.of(active.stage);
    if (!active || !run) return;
    try {
      await this.microStep(active.stage, active.until, run);
    } catch (error) {
      this.shared.emit(errorEvent(error, active.stage, false));
      await this.finish(active.stage);
    }
  }

  private async microStep(stage: StageName, until: Until, run: StageRun): Promise<void> {
    const { now } = this.shared;
    const begun = now();
    const next = await run.reports.next();
    if (next.done) return this.finish(stage);
    const report = next.value;
    this.progress.of[stage].count(now() - begun, report.ended);
    await this.emitReport(stage, report, until);
    if (report.ended && report.ended.iteration === report.ended.iterations) {
      await run.reports.next();
      return this.finish(stage);
    }
    const reached = { micro: true, update: report.updated, iteration: report.ended, end: false }[until];
    if (reached) return this.pause();
    if (report.ended) await this.workers?.look(this.shared.settings.size);
    const pause = this.microStepsPerSecond ? 1000 / this.microStepsPerSecond - (now() - begun) : 0;
    this.continueLater(Math.max(0, pause));
  }

  private async finish(stage: StageName): Promise<void> {
    this.active = null;
    await this.conclude(stage);
  }

  private async conclude(stage: StageName): Promise<void> {
    const { runs, progress } = this;
    await runs.finish(stage);
    const ended = progress.of[stage];
    // An evaluation that failed before its first answer has found nothing.
    ended.status = stage === 'evaluate' && ended.iteration === 0 ? 'ready' : 'done';
    progress.emitAll();
  }

  private async emitReport(stage: StageName, { describe, ended }: StepReport, until: Until): Promise<void> {
    const { emit, now, stageWeights } = this.shared;
    const { progress } = this;
    const iteration = ended?.iteration ?? progress.of[stage].iteration + 1;
    const last = ended !== undefined && ended.iteration === ended.iterations;
    this.unseen = async () => {
      emit({ type: 'microStep', iteration, step: await describe() });
    };
    if (last || until !== 'end' || this.microStepsPerSecond !== null || now() - this.lastShown >= SHOW_EVERY) {
      await this.showUnseen();
      this.lastShown = now();
    }
    if (!ended) return;
    const { metrics, evaluation, sizeMark } = ended;
    if (metrics && stage !== 'evaluate') emit({ type: 'metrics', stage, round: progress.roundOf(stage), ...metrics });
    if (evaluation) emit({ type: 'evaluation', evaluation });
    if (sizeMark) emit({ type: 'sizeMark', mark: sizeMark });
    if (metrics && stage === 'ppo') stageWeights.ptxOfPolicy.add(metrics.values.ptxLoss !== undefined);
    progress.emit(stage);
    if (stage === 'evaluate') return;
    if (last) await this.samples.emit(stage, iteration);
    else if (until === 'end') await this.samples.emitIfDue(stage, iteration);
  }

  private async sample(stage: StageName): Promise<void> {
    if (stage !== 'evaluate') await this.samples.emit(stage, this.progress.of[stage].iteration);
  }

  private async showUnseen(): Promise<void> {
    const { unseen } = this;
    this.unseen = null;
    await unseen?.();
  }
}
