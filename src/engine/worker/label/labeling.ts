/**
 * The label desk's side of the session: keeps the rankings, hands out prompts to rank, and trains the two short reward
 * models, and the policies that learn to please them, a step at a time, so that commands and the running stage take their
 * turns in between.
 */
import type { Settings } from '../../../experiment/settings';
import type { LabelEffect, Lessons, OwnRanking, WithAndWithout } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import { hasPairs, splitRankings } from '../../../protocol/rankingSplit';
import type { Command } from '../../../protocol/protocol';
import { ownRankings, type RankedResponses } from '../../rlhf/comparisons';
import { languageModel } from '../../rlhf/networks';
import type { Shared } from '../stages/shared';
import { rewardModelStart, startingPolicy, type StageInputs } from '../stages/startStage';
import type { WholeRun } from '../stages/wholeRun';
import { labelAgreement } from './agreement';
import { drawTasks } from './drawTasks';
import { labelEffect, type LabelEffectStep, type Taught } from './labelEffect';
import { learnFromLabels, type LearningStep } from './learnFromLabels';
import { secondsLeft } from './secondsLeft';

/** The two short reward models, and what they were trained on. */
interface Trained {
  readonly taught: WithAndWithout<Taught>;
  readonly lessons: Lessons;
  readonly rankings: readonly OwnRanking[];
  readonly settings: Settings;
}

/** A reward model that learned the rankings. */
type TaughtRewardModel = Taught & Pick<Trained, 'lessons' | 'settings'>;

function lessonsOf({ simulated, learned: own, weight, rankings }: LabelEffect): Lessons {
  const imported = splitRankings(rankings).learned.filter((each) => each.file && hasPairs(each)).length;
  return { simulated, own, weight, ...(imported > 0 && { imported }) };
}

type Steps = AsyncGenerator<LabelEffectStep | LearningStep>;

export class Labeling {
  /** The learner's and those from files, as far as a model can learn from them. */
  private rankings: readonly OwnRanking[] = [];
  private leftOut = 0;
  private working: Steps | null = null;
  private trained: Trained | null = null;
  /** When the policies began to train, in milliseconds; null: none trains. */
  private learningSince: number | null = null;
  /** Against the one of the two reward models that learned the rankings. */
  private learned: WholeRun | null = null;
  private free: () => void = () => undefined;

  /** `later` does work in its turn, once messages were let in. */
  constructor(
    private readonly shared: Shared,
    private readonly later: (work: () => Promise<void>) => void,
  ) {}

  /** The reward model to go on with; throws where none was trained. */
  get taughtRewardModel(): TaughtRewardModel {
    if (!this.trained) throw new Error('No reward model has learned your rankings yet: compare first.');
    const { taught, lessons, settings } = this.trained;
    return { ...taught.with, lessons, settings };
  }

  /** The run of PPO whose policy to go on with; throws where none was trained. */
  get learnedRun(): WholeRun {
    if (!this.learned) throw new Error('No policy has learned from your rankings yet: let it learn first.');
    return this.learned;
  }

  ownRankings(): RankedResponses[] {
    return ownRankings(this.rankings, this.shared.settings.ownLabelWeight);
  }

  /** How many of `ownRankings` came from files. */
  get imported(): number {
    return ownRankings(
      this.rankings.filter(({ file }) => file),
      1,
    ).length;
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
    const start = await this.start();
    this.begin(labelEffect(start, this.rankings), start.settings);
    this.shared.emit({ type: 'labelEffect', fraction: 0, effect: null });
  }

  /** Begins a short run of PPO against each of the two, which train first unless they know these rankings. */
  async learn(ppo: StageInputs): Promise<void> {
    const { settings, emit, now } = this.shared;
    const known = this.trained?.rankings === this.rankings && this.trained.settings === settings;
    if (known) await this.stopLearning();
    else await this.stop();
    if (!startingPolicy(ppo))
      throw new Error('There is no fine-tuned model to learn from: train it, or open the shipped one.');
    const start = { ...(await this.start()), ppo, shared: this.shared, taught: this.trained?.taught ?? null };
    this.begin(learnFromLabels(start, this.rankings), start.settings);
    this.learningSince = now();
    const doing = known ? 'policies' : 'rewardModels';
    emit({ type: 'labelLearning', progress: { doing, fraction: 0, secondsLeft: null }, learned: null });
  }

  /** Ends the training of policies; the two reward models stay, where they were trained. */
  async stopLearning(): Promise<void> {
    if (this.learningSince === null && this.learned === null) return;
    if (this.learningSince !== null) await this.halt();
    this.learned = null;
    this.shared.emit({ type: 'labelLearning', progress: null, learned: null });
  }

  /** Ends what trains; what was trained before no longer fits, also where an earlier session has told the page of it. */
  async stop(): Promise<void> {
    await this.halt();
    this.trained = null;
    this.learned = null;
    this.shared.emit({ type: 'labelLearning', progress: null, learned: null });
    this.shared.emit({ type: 'labelEffect', fraction: null, effect: null });
  }

  /** The steps are taken under these settings, whatever is turned meanwhile. */
  private begin(steps: Steps, settings: Settings): void {
    this.working = steps;
    this.later(() => this.turn(steps, settings));
  }

  private async turn(steps: Steps, settings: Settings): Promise<void> {
    if (steps !== this.working) return;
    try {
      const next = await steps.next();
      if (!next.done) this.emitStep(next.value, settings);
      if (next.done) this.finish();
      else this.later(() => this.turn(steps, settings));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private emitStep(step: LabelEffectStep | LearningStep, settings: Settings): void {
    const { emit, now } = this.shared;
    if ('effect' in step) {
      const { taught, effect } = step;
      this.trained = { taught, lessons: lessonsOf(effect), rankings: effect.rankings, settings };
      emit({ type: 'labelEffect', fraction: null, effect });
    } else if ('learned' in step) {
      this.learned = step.run;
      this.learningSince = null;
      emit({ type: 'labelLearning', progress: null, learned: step.learned });
    } else if ('doing' in step) {
      const left = secondsLeft(now() - (this.learningSince ?? now()), step.fraction);
      emit({ type: 'labelLearning', progress: { ...step, secondsLeft: left }, learned: null });
    } else {
      emit({ type: 'labelEffect', fraction: step.fraction, effect: null });
    }
  }

  private async halt(): Promise<void> {
    await this.working?.return(undefined);
    this.finish();
  }

  private finish(): void {
    this.working = null;
    this.learningSince = null;
    this.free();
    this.free = () => undefined;
  }

  /** What the two reward models start from. Its networks are freed when what is begun with them ends. */
  private async start() {
    const { stageWeights, settings, worlds, round, now } = this.shared;
    const initial = await rewardModelStart(stageWeights, settings);
    const models = await this.models();
    this.free = () => {
      models.policy.dispose();
      models.base.dispose();
    };
    const collected = stageWeights.comparisons.get(round) ?? null;
    return { ...models, now, world: worlds.of(settings), settings, round, collected, initial };
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
