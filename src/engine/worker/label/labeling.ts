/**
 * The label desk's side of the session: keeps the learner's rankings, hands out prompts to rank, and trains the two short
 * reward models a step at a time, so that commands and the running stage take their turns in between.
 */
import type { Lessons, OwnRanking } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import type { Command } from '../../../protocol/protocol';
import { ownRankings, type RankedResponses } from '../../rlhf/comparisons';
import { languageModel } from '../../rlhf/networks';
import { labelAgreement } from './agreement';
import { drawTasks } from './drawTasks';
import { labelEffect, type LabelEffectStep, type Taught } from './labelEffect';
import type { Shared } from '../stages/shared';
import { rewardModelStart } from '../stages/startStage';

interface Adopted extends Taught {
  readonly lessons: Lessons;
}

export class Labeling {
  /** The learner's, as far as a model can learn from them. */
  private rankings: readonly OwnRanking[] = [];
  private leftOut = 0;
  private comparing: AsyncGenerator<LabelEffectStep> | null = null;
  /** The short reward model that learned the learner's rankings. */
  private trained: Adopted | null = null;
  private free: () => void = () => undefined;

  /** `later` does work in its turn, once messages were let in. */
  constructor(
    private readonly shared: Shared,
    private readonly later: (work: () => Promise<void>) => void,
  ) {}

  /** The reward model to go on with; throws where none was trained. */
  get adopted(): Adopted {
    if (!this.trained) throw new Error('No reward model has learned your rankings yet: compare first.');
    return this.trained;
  }

  ownRankings(): RankedResponses[] {
    return ownRankings(this.rankings, this.shared.settings.ownLabelWeight);
  }

  take(rankings: readonly OwnRanking[]): void {
    this.rankings = rankings.filter(isLearnable);
    this.leftOut = rankings.length - this.rankings.length;
    this.emitAgreement();
  }

  emitAgreement(): void {
    const { rankings, leftOut } = this;
    const { emit, worlds, settings } = this.shared;
    if (rankings.length + leftOut === 0) return;
    emit({ type: 'labelAgreement', agreement: { ...labelAgreement(rankings, worlds.of(settings).labelers), leftOut } });
  }

  async drawTasks(command: Extract<Command, { type: 'labelTasks' }>): Promise<void> {
    const models = await this.models();
    try {
      const tasks = await drawTasks(models, command, this.shared.settings);
      this.shared.emit({ type: 'labelTasks', tasks });
    } finally {
      models.policy.dispose();
      models.base.dispose();
    }
  }

  /** Begins to train the two reward models; the steps follow one by one. */
  async compare(): Promise<void> {
    await this.stop();
    const { emit, stageWeights, settings, worlds, round } = this.shared;
    const initial = await rewardModelStart(stageWeights, settings);
    const models = await this.models();
    this.free = () => {
      models.policy.dispose();
      models.base.dispose();
    };
    const collected = stageWeights.comparisons.get(round) ?? null;
    const start = { ...models, world: worlds.of(settings), settings, round, collected, initial };
    this.comparing = labelEffect(start, this.rankings);
    emit({ type: 'labelEffect', fraction: 0, effect: null });
    this.later(() => this.turn(this.comparing));
  }

  /** Ends what trains; what was trained before no longer fits. */
  async stop(): Promise<void> {
    const { comparing } = this;
    const began = comparing !== null || this.trained !== null;
    this.trained = null;
    await comparing?.return(undefined);
    this.finish();
    if (began) this.shared.emit({ type: 'labelEffect', fraction: null, effect: null });
  }

  private async turn(comparing: AsyncGenerator<LabelEffectStep> | null): Promise<void> {
    if (comparing === null || comparing !== this.comparing) return;
    try {
      const next = await comparing.next();
      if (!next.done) this.emitStep(next.value);
      if (next.done) this.finish();
      else this.later(() => this.turn(comparing));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private emitStep(step: LabelEffectStep): void {
    const { emit } = this.shared;
    if ('effect' in step) {
      const { simulated, learned: own, weight } = step.effect;
      this.trained = { ...step.taught, lessons: { simulated, own, weight } };
      emit({ type: 'labelEffect', fraction: null, effect: step.effect });
    } else {
      emit({ type: 'labelEffect', fraction: step.fraction, effect: null });
    }
  }

  private finish(): void {
    this.comparing = null;
    this.free();
    this.free = () => undefined;
  }

  /** The models whose responses stage 2 compares in this round. */
  private async models() {
    const { stageWeights, settings, round } = this.shared;
    const { size } = settings;
    const policy = await stageWeights.parametersOf(round === 1 ? 'sft' : 'ppo');
    const base = await stageWeights.parametersOf('pretrain');
    if (!policy || !base)
      throw new Error('Responses to rank need a fine-tuned model: train it, or open the shipped one.');
    return { policy: languageModel(size, policy), base: languageModel(size, base) };
  }
}
