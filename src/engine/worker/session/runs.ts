/** The runs that are open, one a stage at most: begins them, or goes on with those of an earlier session, and ends them. */
import type { StageName } from '../../../experiment/names';
import type { RankedResponses } from '../../rlhf/comparisons';
import { type Settings, heldSettings } from '../../../experiment/settings';
import { evaluatedModels } from '../stages/answeringModels';
import { runEvaluate } from '../stages/evaluateRun';
import { OpenRun, type SavedRun } from '../stages/openRun';
import { lessonsOf } from '../stages/plan';
import type { Rounds } from './rounds';
import type { StageMemory, StageRun } from '../stages/stageRun';
import { gatherInputs, startStage, type StageInputs } from '../stages/startStage';
import type { StageWeights } from '../stages/stageWeights';
import type { Worlds } from './worlds';

export interface RunsSession {
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  readonly stageWeights: StageWeights;
  readonly worlds: Worlds;
  readonly rounds: Rounds;
  readonly settings: () => Settings;
  /** The learner's own rankings, which a reward model learns beside the simulated. */
  readonly ownRankings: () => RankedResponses[];
}

export class Runs {
  private readonly open = new Map<StageName, StageRun>();

  constructor(private readonly session: RunsSession) {}

  has(stage: StageName): boolean {
    return this.open.has(stage);
  }

  of(stage: StageName): StageRun | null {
    return this.open.get(stage) ?? null;
  }

  /** Of the models, the settings and the round of now. */
  async begin(stage: StageName): Promise<void> {
    const { stageWeights, worlds, rounds } = this.session;
    const settings = this.session.settings();
    if (stage === 'evaluate') {
      const labelers = worlds.of(settings).heldOutLabelers;
      this.open.set(stage, runEvaluate(settings, await evaluatedModels(stageWeights, settings), labelers));
      return;
    }
    const { round } = rounds;
    const roundStart = rounds.roundStart?.parameters ?? null;
    if (stage === 'ppo' && !roundStart) stageWeights.ptxOfPolicy.clear();
    const ownRankings = this.session.ownRankings();
    const inputs = await gatherInputs(stage, { stageWeights, settings, round, roundStart, ownRankings });
    this.train(inputs, null);
    if (inputs.rewardModel) stageWeights.lessons = lessonsOf(settings, inputs.rewardModel, ownRankings.length);
  }

  /** Goes on where an earlier session stood; `hold` makes settings those of the session. */
  async goOn(saved: SavedRun, hold: (settings: Settings) => void): Promise<void> {
    await this.train(saved.inputs, saved.memory).redo(saved, hold);
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
    if (stage !== 'evaluate') await this.session.stageWeights.stopTraining(stage, true);
    run?.dispose();
    this.open.delete(stage);
  }

  /** Ends the stage's run, if there is one, without keeping what it trained. */
  async drop(stage: StageName): Promise<void> {
    const run = this.open.get(stage);
    if (!run) return;
    this.open.delete(stage);
    await run.reports.return(undefined);
    if (stage !== 'evaluate') await this.session.stageWeights.stopTraining(stage, false);
    run.dispose();
  }

  private train(inputs: StageInputs, memory: StageMemory | null): OpenRun {
    const { now, stageWeights, worlds, settings } = this.session;
    const held = () => heldSettings(inputs.settings, settings());
    const run = startStage(inputs, { stageWeights, world: worlds.of(inputs.settings), settings: held }, memory);
    const open = new OpenRun(inputs, run, memory, settings, now);
    this.open.set(inputs.stage, open);
    stageWeights.train(inputs.stage, open.model);
    return open;
  }
}
