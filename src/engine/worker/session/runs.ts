/** The runs that are open, one a stage at most: begins them, or goes on with those of an earlier session, and ends them. */
import type { StageName, TrainedStage } from '../../../experiment/names';
import { heldSettings } from '../../../experiment/settings';
import type { Labeling } from '../label/labeling';
import { evaluatedModels } from '../stages/answeringModels';
import { runEvaluate } from '../stages/evaluateRun';
import { OpenRun, type SavedRun } from '../stages/openRun';
import { lessonsOf } from '../stages/plan';
import type { Rounds } from './rounds';
import type { StageMemory, StageRun } from '../stages/stageRun';
import { gatherInputs, startStage, type StageInputs } from '../stages/startStage';
import type { Shared } from '../stages/shared';
import type { WholeRun } from '../stages/wholeRun';

export class Runs {
  private readonly open = new Map<StageName, StageRun>();
  /** Of the newest run of each stage, whether it is open or whole. */
  private readonly begunWith = new Map<TrainedStage, StageInputs>();

  constructor(
    private readonly shared: Shared,
    private readonly rounds: Rounds,
    /** Has the learner's own rankings, which a reward model learns beside the simulated. */
    private readonly labeling: Labeling,
  ) {}

  has(stage: StageName): boolean {
    return this.open.has(stage);
  }

  of(stage: StageName): StageRun | null {
    return this.open.get(stage) ?? null;
  }

  /** Of the models, the settings and the round of now. */
  async begin(stage: StageName): Promise<void> {
    const { stageWeights, worlds, settings } = this.shared;
    if (stage === 'evaluate') {
      const labelers = worlds.of(settings).heldOutLabelers;
      this.open.set(stage, runEvaluate(settings, await evaluatedModels(stageWeights, settings), labelers));
      return;
    }
    const inputs = await this.gather(stage);
    if (stage === 'ppo') await this.beginPolicy(inputs);
    this.train(inputs, null);
    const { rewardModel } = inputs;
    if (!rewardModel) return;
    stageWeights.lessons = lessonsOf(settings, rewardModel, rewardModel.ownRankings.length, this.labeling.imported);
  }

  /** A run of PPO that was trained elsewhere counts as the stage's own from now on. */
  async takeOver({ inputs, parameters, told }: WholeRun): Promise<void> {
    const { stageWeights } = this.shared;
    await this.beginPolicy(inputs);
    this.begunWith.set(inputs.stage, inputs);
    stageWeights.set(inputs.stage, parameters, 'trained');
    for (const { values } of told.points) stageWeights.ptxOfPolicy.add(values.ptxLoss !== undefined);
  }

  /** What the stage's newest run began with; of a stage without one, what it would begin with now. */
  async inputsOf(stage: TrainedStage): Promise<StageInputs> {
    return this.begunWith.get(stage) ?? (await this.gather(stage));
  }

  /** Goes on where an earlier session stood. What was done since is done again, under the settings that it was done with. */
  async goOn(saved: SavedRun): Promise<void> {
    await this.train(saved.inputs, saved.memory).redo(saved, (settings) => (this.shared.settings = settings));
  }

  /** All that train, asked between two micro-steps. */
  async saved(): Promise<SavedRun[]> {
    const saved: SavedRun[] = [];
    for (const run of [...this.open.values()]) if (run instanceof OpenRun) saved.push(await run.saved());
    return saved;
  }

  /** Ends the stage's run, whole or not, and keeps what it trained. */
  async finish(stage: StageName): Promise<void> {
    const run = this.open.get(stage);
    await run?.reports.return(undefined);
    if (stage !== 'evaluate') await this.shared.stageWeights.stopTraining(stage, true);
    run?.dispose();
    this.open.delete(stage);
  }

  /** Ends the stage's run, if there is one, without keeping what it trained. */
  async drop(stage: StageName): Promise<void> {
    if (stage !== 'evaluate') this.begunWith.delete(stage);
    const run = this.open.get(stage);
    if (!run) return;
    this.open.delete(stage);
    await run.reports.return(undefined);
    if (stage !== 'evaluate') await this.shared.stageWeights.stopTraining(stage, false);
    run.dispose();
  }

  private async beginPolicy({ roundStart }: StageInputs): Promise<void> {
    const { stageWeights } = this.shared;
    if (!roundStart) stageWeights.ptxOfPolicy.clear();
    await this.rounds.keepPolicy();
    stageWeights.policyLessons = stageWeights.lessons;
  }

  /** What the stage would begin with now. */
  gather(stage: TrainedStage): Promise<StageInputs> {
    const { stageWeights, settings, round } = this.shared;
    const roundStart = this.rounds.roundStart?.parameters ?? null;
    const ownRankings = this.labeling.ownRankings();
    return gatherInputs(stage, { stageWeights, settings, round, roundStart, ownRankings });
  }

  private train(inputs: StageInputs, memory: StageMemory | null): OpenRun {
    const { now, stageWeights, worlds } = this.shared;
    const settings = () => this.shared.settings;
    const held = () => heldSettings(inputs.settings, settings());
    const run = startStage(inputs, { stageWeights, world: worlds.of(inputs.settings), settings: held }, memory);
    const open = new OpenRun(inputs, run, memory, settings, now);
    this.open.set(inputs.stage, open);
    this.begunWith.set(inputs.stage, inputs);
    stageWeights.train(inputs.stage, open.model);
    return open;
  }
}
