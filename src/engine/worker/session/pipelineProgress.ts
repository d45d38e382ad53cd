/** Where all the stages stand, and what the page is told of it. */
import { STAGES, type StageName, type TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { Settings } from '../../../experiment/settings';
import { plannedIterations, NEEDS } from '../stages/plan';
import { progressByStage } from './stageProgress';
import type { StageWeights } from '../stages/stageWeights';

export interface ProgressSession {
  readonly emit: (event: WorkerEvent) => void;
  readonly stageWeights: StageWeights;
  readonly settings: () => Settings;
  readonly round: () => number;
  /** How many rankings of the learner's own a reward model would learn. */
  readonly ownRankings: () => number;
  /** Tells who can be asked: that hangs on where the stages stand. */
  readonly tellRespondents: () => void;
}

export class PipelineProgress {
  readonly of = progressByStage();

  constructor(private readonly session: ProgressSession) {}

  /** What the stage waits for. */
  missing(stage: StageName): TrainedStage[] {
    return NEEDS[stage].filter((needed) => !this.session.stageWeights.has(needed));
  }

  /** Rounds are counted where they are trained: in ranking and PPO. */
  roundOf(stage: StageName): number {
    return stage === 'rewardModel' || stage === 'ppo' ? this.session.round() : 1;
  }

  /** What the page has seen of the stage no longer counts. */
  clear(stage: StageName): void {
    this.of[stage].begin();
    this.session.emit({ type: 'cleared', stage });
  }

  tellAll(): void {
    for (const stage of STAGES) this.tell(stage);
  }

  /** Recomputes plan and lock, emits `stage`, then `respondents`. */
  tell(stage: StageName): void {
    const { emit, stageWeights, settings, ownRankings, tellRespondents } = this.session;
    const standing = this.of[stage];
    if (standing.iteration === 0) {
      const { comparisons } = stageWeights;
      standing.iterations = plannedIterations(stage, settings(), this.roundOf(stage), comparisons, ownRankings());
    }
    const missing = this.missing(stage);
    const locked = missing.length > 0 && standing.status !== 'done';
    if (locked) standing.status = 'locked';
    else if (standing.status === 'locked') standing.status = 'ready';
    const { lessons } = stageWeights;
    emit({
      ...standing.event(stage === 'evaluate' ? null : stageWeights.origin(stage), missing, this.roundOf(stage)),
      ...(stage === 'rewardModel' && lessons && { lessons }),
    });
    tellRespondents();
  }
}
