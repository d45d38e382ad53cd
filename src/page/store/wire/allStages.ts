/** All four stages, one after the other: each is set running when the one before it is whole. */
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';

export interface AllStagesHost {
  readonly run: (stage: TrainedStage) => void;
  /** Hears which stage is at work; null: the last is whole, or one ended early or was dropped. */
  readonly at: (stage: TrainedStage | null) => void;
}

export class AllStages {
  /** The stage at work; null: no four are on their way. */
  private stage: TrainedStage | null = null;
  /** It has begun: before that it may be whole from an earlier time. */
  private begun = false;

  constructor(private readonly host: AllStagesHost) {}

  begin(): void {
    this.go(TRAINED_STAGES[0]);
  }

  /** They are on their way as on the last visit: the stage at work waits for the learner to run it. */
  resume(stage: TrainedStage): void {
    this.stage = stage;
    this.begun = false;
    this.host.at(stage);
  }

  /** Waits until the stage at work runs again, because a fresh worker takes the place of the one that trained it. */
  restart(): void {
    this.begun = false;
  }

  /** The stage at work goes on, and none comes after it. */
  stop(): void {
    this.stage = null;
    this.host.at(null);
  }

  follow(event: WorkerEvent): void {
    if (this.stage === null) return;
    if (this.isGivenUp(event)) this.stop();
    if (event.type !== 'stage' || event.stage !== this.stage) return;
    if (event.status === 'running') this.begun = true;
    if (!this.begun || event.status !== 'done') return;
    const next = TRAINED_STAGES.at(TRAINED_STAGES.indexOf(this.stage) + 1);
    if (event.iteration < event.iterations || next === undefined) this.stop();
    else this.go(next);
  }

  /** Whether the stage at work could not begin, or was reset by the learner. */
  private isGivenUp(event: WorkerEvent): boolean {
    return this.begun ? event.type === 'cleared' && event.stage === this.stage : event.type === 'error';
  }

  private go(stage: TrainedStage): void {
    this.resume(stage);
    this.host.run(stage);
  }
}
