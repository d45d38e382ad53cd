/**
 * Carries out commands on the parts of a session: the weights of every stage, the runs that are open and their pace, the
 * rounds, the learner's rankings, and those who are asked.
 * The same in the worker and in Node; what differs (clock, files, backends, the wire) is handed in as the host.
 */
import { FileError } from '../../../formats/safetensors';
import { BackendUnavailable } from '../../lm/backend';
import { STAGES, TRAINED_STAGES, type Origin, type Size, type StageName } from '../../../experiment/names';
import type { Command, Snapshot } from '../../../protocol/protocol';
import { changeSettings, defaultSettings, type Settings } from '../../../experiment/settings';
import { changeMarks } from './changeMarks';
import { Compare } from '../compare/compare';
import { ROUND_STAGES } from './endedRound';
import { Labeling } from '../label/labeling';
import { Pace } from './pace';
import type { PipelineModels } from '../compare/respondents';
import { Rounds } from './rounds';
import { Runs } from './runs';
import { ENDED_WITH_ITS_START, sentenceFor } from '../sentences';
import type { SessionHost } from './sessionHost';
import { readSnapshot, writeSnapshot, type SessionState } from './snapshot';
import { NEEDS } from '../stages/plan';
import { PipelineProgress } from './pipelineProgress';
import { StageWeights } from '../stages/stageWeights';
import { readOwnWeights, ShippedWeights, writeWeights } from '../stages/weightFiles';
import { Turns } from './turns';
import { warmUp } from './warmUp';
import { haveOneWorld, Worlds } from './worlds';

export class Session {
  private settings: Settings = defaultSettings();
  private readonly worlds = new Worlds();
  private readonly turns: Turns;
  private readonly stageWeights: StageWeights;
  private readonly compare: Compare;
  private readonly labeling: Labeling;
  private readonly progress: PipelineProgress;
  private readonly rounds: Rounds;
  private readonly runs: Runs;
  private readonly pace: Pace;

  constructor(private readonly host: SessionHost) {
    const { emit, now } = host;
    const settings = () => this.settings;
    const round = () => this.rounds.round;
    const ownRankings = () => this.labeling.ownRankings();
    this.turns = new Turns(host.breathe, (error, fatal) => {
      if (fatal) this.pace.halt();
      this.tellError(error, null, fatal);
    });
    this.stageWeights = new StageWeights(new ShippedWeights(host.fetchBytes));
    const { turns, stageWeights, worlds } = this;
    this.compare = new Compare(emit);
    this.labeling = new Labeling({
      emit,
      stageWeights,
      settings,
      world: () => worlds.of(this.settings),
      round,
      later: (work) => turns.later(0, work),
    });
    this.progress = new PipelineProgress({
      emit,
      stageWeights,
      settings,
      round,
      ownRankings: () => ownRankings().length,
      tellRespondents: () => this.compare.tell(this.pipeline()),
    });
    const { progress } = this;
    this.rounds = new Rounds(stageWeights, progress.of, this.compare.respondents);
    this.runs = new Runs({ now, stageWeights, worlds, rounds: this.rounds, settings, ownRankings });
    const failed = (error: unknown, stage: StageName) => this.tellError(error, stage, false);
    this.pace = new Pace({ emit, now, turns, stageWeights, progress, runs: this.runs, failed });
  }

  /** Resolves when the command has been carried out; a run goes on after that. */
  handle(command: Command): Promise<void> {
    return this.turns.take(() => this.execute(command), command.type === 'start');
  }

  /** Resolves when nothing runs any more. */
  idle(): Promise<void> {
    return this.turns.settled();
  }

  private async execute(command: Command): Promise<void> {
    switch (command.type) {
      case 'start':
        return this.start(command);
      case 'run':
        return this.pace.go(command.stage, 'end');
      case 'step':
        return this.pace.go(command.stage, command.unit);
      case 'pause':
        return this.pace.pause();
      case 'reset':
        return this.reset(command.stage);
      case 'set':
        return this.set(command.changes);
      case 'speed':
        this.pace.microStepsPerSecond = command.microStepsPerSecond;
        return;
      case 'openShipped':
        return this.openSize(command.size);
      case 'openFile':
        return this.openFile(command);
      case 'saveFile':
        return this.saveFile(command);
      case 'snapshot':
        return this.tellSnapshot();
      case 'resume':
        return this.resume(command.snapshot);
      case 'nextRound':
        return this.nextRound(command.round);
      case 'previousRound':
        return this.previousRound(command.round);
      case 'rankings':
        this.labeling.take(command.rankings);
        this.progress.tell('rewardModel');
        return;
      case 'labelTasks':
        return this.labeling.drawTasks(command);
      case 'compareLabels':
        return this.labeling.compare();
      case 'adoptLabels':
        return this.adoptLabels();
      case 'answer':
      case 'addPolicy':
      case 'removePolicy':
      case 'attention':
        return this.compare.execute(command, this.pipeline());
      default:
        return command satisfies never;
    }
  }

  private async start({ settings, backend, remembered, start }: Extract<Command, { type: 'start' }>): Promise<void> {
    this.settings = settings;
    this.host.emit({ type: 'progress', activity: 'backend', fraction: 0 });
    const { report, lost } = await this.host.openBackend(backend, settings.size, remembered);
    void lost.then((sentence) => this.turns.take(() => Promise.reject(new BackendUnavailable(sentence)), true));
    if (report.backend === 'webgpu') {
      await warmUp(settings, (fraction) => {
        this.host.emit({ type: 'progress', activity: 'warmUp', fraction });
      });
    }
    this.host.emit({ type: 'backend', report });
    this.host.emit({ type: 'settings', settings });
    if (start === 'shipped') {
      await this.openShipped(settings.size).catch((error: unknown) => {
        this.tellError(error, null, false);
      });
    }
    this.progress.of.pretrain.status = this.stageWeights.has('pretrain') ? 'done' : 'ready';
    this.progress.tellAll();
    this.makeWorldAhead();
  }

  /** The world takes a moment to make: it is made before the first Run asks for it. */
  private makeWorldAhead(): void {
    void this.turns.take(() => {
      this.host.emit({ type: 'labelers', figures: this.worlds.figures(this.settings) });
      this.labeling.tellAgreement();
      return Promise.resolve();
    });
  }

  private async tellSnapshot(): Promise<void> {
    if (!this.stageWeights.haveLearned) {
      this.host.emit({ type: 'snapshot', snapshot: null });
      return;
    }
    const runs = await this.runs.saved();
    const { settings } = this;
    const state: SessionState = {
      settings,
      ...this.rounds.kept(),
      standings: this.progress.of,
      ...this.stageWeights.kept(),
      runs,
    };
    this.host.emit({ type: 'snapshot', snapshot: writeSnapshot(state) });
  }

  /** In place of all there is. What a run did since it last remembered is done again, unseen. */
  private async resume(snapshot: Snapshot): Promise<void> {
    try {
      await this.goOnFrom(readSnapshot(snapshot));
    } catch (error) {
      this.tellError(error, null, false);
      this.host.emit({ type: 'resumed', stages: null });
    }
  }

  private async goOnFrom(state: SessionState): Promise<void> {
    await this.forgetAll();
    const { runs } = state;
    this.rounds.restore(state);
    this.stageWeights.restore(state);
    for (const run of runs) await this.runs.goOn(run, (held) => (this.settings = held));
    for (const stage of TRAINED_STAGES) this.progress.of[stage].restore(state.standings[stage]);
    this.settings = state.settings;
    this.host.emit({ type: 'settings', settings: state.settings });
    this.makeWorldAhead();
    this.host.emit({ type: 'resumed', stages: runs.map(({ inputs }) => inputs.stage) });
    this.progress.tellAll();
  }

  private async reset(stage: StageName): Promise<void> {
    await this.endRunsOn(stage);
    await this.clear(stage);
  }

  private async clear(stage: StageName): Promise<void> {
    await this.pace.drop(stage);
    const kept = stage === 'ppo' ? this.rounds.policyToResetTo : null;
    if (kept) this.stageWeights.set('ppo', kept.parameters, kept.origin);
    else if (stage !== 'evaluate') this.stageWeights.forget(stage);
    if (stage === 'rewardModel') this.stageWeights.comparisons.delete(this.rounds.round);
    this.progress.of[stage].status = 'ready';
    this.progress.clear(stage);
    this.progress.tellAll();
  }

  /** What trains on weights that there will be no more ends with them, and keeps what it has learned; the learner is told. */
  private async endRunsOn(stage: StageName): Promise<void> {
    const later = STAGES.filter((each) => NEEDS[each].some((needed) => needed === stage) && this.runs.has(each));
    for (const each of later) {
      await this.pace.end(each);
      this.host.emit({ type: 'error', sentence: ENDED_WITH_ITS_START, detail: '', stage: each, fatal: false });
    }
  }

  private async set(changes: Partial<Settings>): Promise<void> {
    const before = this.settings;
    this.settings = changeSettings(before, changes);
    this.host.emit({ type: 'settings', settings: this.settings });
    if (!haveOneWorld(before, this.settings)) this.makeWorldAhead();
    if (this.settings.size !== before.size) await this.forgetAll();
    else if (this.settings.rewardModelSize !== before.rewardModelSize) {
      await this.labeling.stop();
      await this.reset('ppo');
      await this.reset('rewardModel');
    }
    for (const { stage, change } of changeMarks(before, this.settings).filter((mark) => this.runs.has(mark.stage))) {
      this.host.emit({ type: 'changed', stage, iteration: this.progress.of[stage].iteration, change });
    }
  }

  private async forgetAll(): Promise<void> {
    await this.labeling.stop();
    for (const stage of STAGES) {
      await this.pace.drop(stage);
      this.progress.clear(stage);
    }
    this.stageWeights.forgetAll();
    this.rounds.forgetAll();
    this.progress.tellAll();
  }

  /** Where nothing of that size can be had all stays as it was, and the page is told its settings again. */
  private async openSize(size: Size): Promise<void> {
    try {
      await this.openShipped(size);
    } catch (error) {
      this.host.emit({ type: 'settings', settings: this.settings });
      throw error;
    }
  }

  /**
   * Opens the weights that ship for a size, and tells which of them there are not. Throws if there are none, or if one
   * cannot be had while others would be dropped for it.
   */
  private async openShipped(size: Size): Promise<void> {
    const settings = changeSettings(this.settings, { size });
    const { weights, failed, absent } = await this.stageWeights.shipped.readAll(settings, (fraction) => {
      this.host.emit({ type: 'progress', activity: 'checkpoints', fraction });
    });
    if (failed.length > 0 && this.stageWeights.haveWeights) throw failed[0].problem;
    this.settings = settings;
    this.host.emit({ type: 'settings', settings });
    await this.forgetAll();
    for (const [stage, parameters] of weights) {
      this.stageWeights.set(stage, parameters, 'shipped');
      if (stage === 'ppo') this.rounds.shippedPolicy = { parameters, origin: 'shipped' };
      this.progress.of[stage].status = stage === 'ppo' ? 'ready' : 'done';
    }
    this.progress.tellAll();
    for (const { stage, problem } of [...failed, ...absent]) this.tellError(problem, stage, false);
  }

  private async saveFile({ stage, keep }: Extract<Command, { type: 'saveFile' }>): Promise<void> {
    const parameters = await this.stageWeights.parametersOf(stage);
    if (!parameters) throw new FileError('There are no weights to save yet: train the stage or open a file first.');
    const file = writeWeights(stage, parameters, this.settings);
    this.host.emit({ type: 'file', ...file, ...(keep !== undefined && { keep }) });
  }

  private async openFile(command: Extract<Command, { type: 'openFile' }>): Promise<void> {
    const { stage, name, bytes } = command;
    const origin: Origin = command.origin ?? 'file';
    const parameters = readOwnWeights(stage, name, bytes, this.settings);
    // A later stage that trains goes on with the weights that it began with: there are others now, so nothing locks it.
    await this.clear(stage);
    this.stageWeights.set(stage, parameters, origin);
    if (stage === 'ppo') this.rounds.roundStart = { parameters, origin };
    this.progress.of[stage].status = 'done';
    this.progress.tellAll();
  }

  private async nextRound(left: number): Promise<void> {
    if (left !== this.rounds.round) return;
    await this.rounds.next(this.settings.rewardModelSize, () => this.leaveRound());
    this.progress.tellAll();
  }

  private async previousRound(left: number): Promise<void> {
    if (left !== this.rounds.round) return;
    const rewardModelSize = await this.rounds.previous(() => this.leaveRound());
    for (const stage of ROUND_STAGES) this.host.emit({ type: 'cleared', stage });
    if (rewardModelSize !== this.settings.rewardModelSize) {
      this.settings = changeSettings(this.settings, { rewardModelSize });
      this.host.emit({ type: 'settings', settings: this.settings });
    }
    this.progress.tellAll();
  }

  /** Ends whatever trains in this round, or for it. */
  private async leaveRound(): Promise<void> {
    await this.pace.pause();
    await this.labeling.stop();
    for (const stage of ROUND_STAGES) await this.pace.drop(stage);
  }

  private async adoptLabels(): Promise<void> {
    const { parameters, lessons, points } = this.labeling.adopted;
    await this.reset('ppo');
    await this.reset('rewardModel');
    this.stageWeights.set('rewardModel', parameters, 'trained');
    this.stageWeights.lessons = lessons;
    this.progress.of.rewardModel.restore({ status: 'done', iteration: points.length, iterations: points.length });
    const { round } = this.rounds;
    for (const metrics of points) this.host.emit({ type: 'metrics', stage: 'rewardModel', round, ...metrics });
    this.progress.tellAll();
  }

  private pipeline(): PipelineModels {
    const { stageWeights, settings } = this;
    const { round } = this.rounds;
    const { status, iteration } = this.progress.of.ppo;
    const ownPolicy = stageWeights.has('ppo') && (round === 1 || iteration > 0 || status === 'done');
    return { stageWeights, settings, round, ownPolicy };
  }

  private tellError(error: unknown, stage: StageName | null, fatal: boolean): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.host.emit({ type: 'error', sentence: sentenceFor(error), detail, stage, fatal });
  }
}
