/**
 * A stage's run that trains, as long as it is open. It keeps what is needed to go on with it in another session to the
 * bit: what it carried on at the end of an iteration, and the settings under which each micro-step since then was taken,
 * so that these can be taken again.
 */
import type { Model } from '../../lm/model';
import type { Settings } from '../../../experiment/settings';
import type { StageMemory, StageRun, StepReport, TrainingRun } from './stageRun';
import type { StageInputs } from './startStage';

/** Micro-steps in a row under the same settings. */
interface Taken {
  readonly settings: Settings;
  readonly microSteps: number;
}

/** Enough to go on with a run: plain data. */
export interface SavedRun {
  readonly inputs: StageInputs;
  /** As an iteration ended; null: before the first. */
  readonly memory: StageMemory | null;
  /** What the run did since. */
  readonly taken: readonly Taken[];
}

/** Checkpoint interval, milliseconds: after a resume at most this, plus the iteration, is repeated. */
const REMEMBER_EVERY = 5000;

export class OpenRun implements StageRun {
  readonly reports = this.walk();
  private readonly taken: Taken[] = [];
  /** The iteration that ended with the last micro-step; null: the run stands in the middle of one. */
  private ended: number | null = null;
  private rememberedAt: number;

  /** `settings` are the session's of now. */
  constructor(
    readonly inputs: StageInputs,
    private readonly run: TrainingRun,
    private memory: StageMemory | null,
    private readonly settings: () => Settings,
    private readonly now: () => number,
  ) {
    this.rememberedAt = now();
  }

  get model(): Model {
    return this.run.model;
  }

  /** Asked between two micro-steps. */
  async saved(): Promise<SavedRun> {
    await this.remember();
    const { inputs, memory, taken } = this;
    return { inputs, memory, taken: [...taken] };
  }

  /** Does again what an earlier run did, unseen; `hold` makes settings those of the session. */
  async redo({ taken }: SavedRun, hold: (settings: Settings) => void): Promise<void> {
    for (const { settings, microSteps } of taken) {
      hold(settings);
      for (let i = 0; i < microSteps; i++) await this.reports.next();
    }
  }

  dispose(): void {
    this.run.dispose();
  }

  private async *walk(): AsyncGenerator<StepReport> {
    const { reports } = this.run;
    try {
      for (;;) {
        if (this.now() - this.rememberedAt >= REMEMBER_EVERY) await this.remember();
        this.count(this.settings());
        const next = await reports.next();
        if (next.done) return;
        this.ended = next.value.ended?.iteration ?? null;
        yield next.value;
      }
    } finally {
      await reports.return(undefined);
    }
  }

  private async remember(): Promise<void> {
    if (this.ended === null) return;
    this.memory = { iteration: this.ended, ...(await this.run.remember()) };
    this.ended = null;
    this.taken.length = 0;
    this.rememberedAt = this.now();
  }

  private count(settings: Settings): void {
    const last = this.taken.at(-1);
    if (last?.settings === settings) this.taken.splice(-1, 1, { settings, microSteps: last.microSteps + 1 });
    else this.taken.push({ settings, microSteps: 1 });
  }
}
