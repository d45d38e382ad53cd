/**
 * The label desk's side of the session: keeps the learner's rankings, hands out prompts to rank, and trains the two short
 * reward models a step at a time, so that commands and the running stage take their turns in between.
 */
import type { Lessons, OwnRanking } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { ownRankings, type RankedResponses } from '../../rlhf/comparisons';
import { languageModel } from '../../rlhf/networks';
import type { World } from '../../rlhf/makeWorld';
import type { Settings } from '../../../experiment/settings';
import { labelAgreement } from './agreement';
import { drawTasks } from './drawTasks';
import { labelEffect, type LabelEffectStep, type Taught } from './labelEffect';
import { rewardModelStart } from '../stages/startStage';
import type { StageWeights } from '../stages/stageWeights';

export interface LabelingSession {
  readonly emit: (event: WorkerEvent) => void;
  readonly stageWeights: StageWeights;
  readonly settings: () => Settings;
  readonly world: () => World;
  readonly round: () => number;
  /** Does the work in its turn, once messages were let in. */
  readonly later: (work: () => Promise<void>) => void;
}

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

  constructor(private readonly session: LabelingSession) {}

  /** The reward model to go on with; throws where none was trained. */
  get adopted(): Adopted {
    if (!this.trained) throw new Error('No reward model has learned your rankings yet: compare first.');
    return this.trained;
  }

  ownRankings(): RankedResponses[] {
    return ownRankings(this.rankings, this.session.settings().ownLabelWeight);
  }

  take(rankings: readonly OwnRanking[]): void {
    this.rankings = rankings.filter(isLearnable);
    this.leftOut = rankings.length - this.rankings.length;
    this.tellAgreement();
  }

  tellAgreement(): void {
    const { rankings, leftOut } = this;
    const { emit, world } = this.session;
    if (rankings.length + leftOut === 0) return;
    emit({ type: 'labelAgreement', agreement: { ...labelAgreement(rankings, world().labelers), leftOut } });
  }

  async drawTasks(command: Extract<Command, { type: 'labelTasks' }>): Promise<void> {
    const models = await this.models();
    try {
      const tasks = await drawTasks(models, command, this.session.settings());
      this.session.emit({ type: 'labelTasks', tasks });
    } finally {
      models.policy.dispose();
      models.base.dispose();
    }
  }

  /** Begins to train the two reward models; the steps follow one by one. */
  async compare(): Promise<void> {
    await this.stop();
    const { emit, stageWeights, settings, world, round } = this.session;
    const initial = await rewardModelStart(stageWeights, settings());
    const models = await this.models();
    this.free = () => {
      models.policy.dispose();
      models.base.dispose();
    };
    const collected = stageWeights.comparisons.get(round()) ?? null;
    const start = { ...models, world: world(), settings: settings(), round: round(), collected, initial };
    this.comparing = labelEffect(start, this.rankings);
    emit({ type: 'labelEffect', fraction: 0, effect: null });
    this.session.later(() => this.turn(this.comparing));
  }

  /** Ends what trains; what was trained before no longer fits. */
  async stop(): Promise<void> {
    const { comparing } = this;
    const told = comparing !== null || this.trained !== null;
    this.trained = null;
    await comparing?.return(undefined);
    this.finish();
    if (told) this.session.emit({ type: 'labelEffect', fraction: null, effect: null });
  }

  private async turn(comparing: AsyncGenerator<LabelEffectStep> | null): Promise<void> {
    if (comparing === null || comparing !== this.comparing) return;
    try {
      const next = await comparing.next();
      if (!next.done) this.tellStep(next.value);
      if (next.done) this.finish();
      else this.session.later(() => this.turn(comparing));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private tellStep(step: LabelEffectStep): void {
    const { emit } = this.session;
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
    const { stageWeights, settings, round } = this.session;
    const { size } = settings();
    const policy = await stageWeights.parametersOf(round() === 1 ? 'sft' : 'ppo');
    const base = await stageWeights.parametersOf('pretrain');
    if (!policy || !base)
      throw new Error('Responses to rank need a fine-tuned model: train it, or open the shipped one.');
    return { policy: languageModel(size, policy), base: languageModel(size, base) };
  }
}
