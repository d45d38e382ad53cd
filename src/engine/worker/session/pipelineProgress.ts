/** The progress of all stages, and the events with which the page learns of it. */
import { STAGES, type StageName, type TrainedStage } from '../../../experiment/names';
import type { Compare } from '../compare/compare';
import type { PipelineModels } from '../compare/respondents';
import type { Labeling } from '../label/labeling';
import { plannedIterations, NEEDS } from '../stages/plan';
import { progressByStage, type StageEvent } from './stageProgress';
import type { Shared } from '../stages/shared';

export class PipelineProgress {
  readonly of = progressByStage();

  constructor(
    private readonly shared: Shared,
    private readonly labeling: Labeling,
    private readonly compare: Compare,
  ) {}

  /** What the stage waits for. */
  missing(stage: StageName): TrainedStage[] {
    return NEEDS[stage].filter((needed) => !this.shared.stageWeights.has(needed));
  }

  /** Rounds are counted where they are trained: in ranking and PPO. */
  roundOf(stage: StageName): number {
    return stage === 'rewardModel' || stage === 'ppo' ? this.shared.round : 1;
  }

  /** What the page has seen of the stage no longer counts. */
  clear(stage: StageName): void {
    this.of[stage].begin();
    this.shared.emit({ type: 'cleared', stage });
  }

  emitAll(): void {
    for (const stage of STAGES) this.emit(stage);
  }

  /** Recomputes plan and lock, and emits `stage`; then `respondents`, since what can be asked hangs on the stages. */
  emit(stage: StageName, more: Pick<StageEvent, 'ran'> = {}): void {
    const { emit, stageWeights, settings } = this.shared;
    const { comparisons, lessons } = stageWeights;
    const progress = this.of[stage];
    const round = this.roundOf(stage);
    if (progress.iteration === 0) {
      const own = this.labeling.ownRankings().length;
      progress.iterations = plannedIterations(stage, settings, round, comparisons, own);
    }
    const missing = this.missing(stage);
    const locked = missing.length > 0 && progress.status !== 'done';
    if (locked) progress.status = 'locked';
    else if (progress.status === 'locked') progress.status = 'ready';
    emit({
      ...progress.event(stage === 'evaluate' ? null : stageWeights.origin(stage), missing, round),
      ...(stage === 'rewardModel' && lessons && { lessons }),
      ...more,
    });
    this.compare.emitRespondents(this.pipeline());
  }

  /** The pipeline's models as they can be asked now. */
  pipeline(): PipelineModels {
    const { stageWeights, settings, round } = this.shared;
    const { status, iteration } = this.of.ppo;
    const ownPolicy = stageWeights.has('ppo') && (round === 1 || iteration > 0 || status === 'done');
    return { stageWeights, settings, round, ownPolicy };
  }
}
