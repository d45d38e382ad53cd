/**
 * Runs commands: holds the weights of every stage, asks the running stage for its next micro-step, and tells the page.
 * The same in the worker and in Node; what differs (clock, files, backends, the wire) is handed in as the host.
 */
import { BackendUnavailable } from '../lm/backend';
import { STAGES, type Origin, type Size, type StageName, type TrainedStage } from '../names';
import type { Command, Snapshot } from '../protocol';
import { changeSettings, defaultSettings, type Settings } from '../settings';
import { changeMarks } from './changeMarks';
import { Compare } from './compare';
import { ROUND_STAGES } from './endedRound';
import { runEvaluate } from './evaluateRun';
import { Labeling } from './labeling';
import { heldSettings, OpenRun } from './openRun';
import { lessonsOf, plannedIterations } from './plan';
import type { Pipeline } from './respondents';
import { Rounds } from './rounds';
import { sentenceFor } from './sentences';
import type { SessionHost } from './sessionHost';
import { readSnapshot, writeSnapshot, type SessionState } from './snapshot';
import type { StageMemory, StageRun, Told } from './stageRuns';
import { allStandings, NEEDS } from './standing';
import { gatherInputs, startStage, type StageInputs } from './startStage';
import { iterationEvents } from './tellIteration';
import { TRAINED, Trainees } from './trainees';
import { Turns } from './turns';
import { warmUp } from './warmUp';
import { haveOneWorld, Worlds } from './worlds';

type Until = 'micro' | 'update' | 'iteration' | 'end';

/** While running at full speed a micro-step is shown at most this often, milliseconds. */
const SHOW_EVERY = 250;

export class Session {
  private settings: Settings = defaultSettings();
  private readonly worlds = new Worlds();
  private readonly trainees: Trainees;
  private readonly runs = new Map<StageName, StageRun>();
  private readonly standings = allStandings();
  private readonly labeling = new Labeling({
    emit: (event) => this.host.emit(event),
    trainees: () => this.trainees,
    settings: () => this.settings,
    world: () => this.worlds.of(this.settings),
    round: () => this.rounds.round,
    later: (work) => this.turns.later(0, work),
  });
  private readonly compare: Compare;
  private active: { readonly stage: StageName; readonly until: Until } | null = null;
  private readonly rounds: Rounds;
  private microStepsPerSecond: number | null = null;
  private lastShown = -Infinity;
  private readonly turns: Turns;
  /** Counts the times that a micro-step was put off until messages are let in. */
  private putOff = 0;
  /** The last micro-step, if it was not shown. */
  private unseen: (() => Promise<void>) | null = null;

  constructor(private readonly host: SessionHost) {
    this.trainees = new Trainees(host.fetchBytes);
    this.compare = new Compare(host.emit);
    this.rounds = new Rounds(this.trainees, this.standings, this.compare.respondents);
    this.turns = new Turns(host.breathe, (error, fatal) => {
      if (fatal) this.active = null;
      this.tellError(error, null, fatal);
    });
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
        return this.advance(command.stage, 'end');
      case 'step':
        return this.advance(command.stage, command.unit);
      case 'pause':
        return this.pause();
      case 'reset':
        return this.reset(command.stage);
      case 'set':
        return this.set(command.changes);
      case 'speed':
        this.microStepsPerSecond = command.microStepsPerSecond;
        return;
      case 'openShipped':
        return this.openShipped(command.size);
      case 'openFile':
        return this.openFile(command);
      case 'saveFile':
        return this.saveFile(command);
      case 'snapshot':
        return this.tellSnapshot();
      case 'resume':
        return this.resume(command.snapshot);
      case 'nextRound':
        return this.nextRound();
      case 'previousRound':
        return this.previousRound();
      case 'labels':
        this.labeling.keep(command.labels);
        this.tellStage('rewardModel');
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
    this.standings.pretrain.status = this.trainees.has('pretrain') ? 'done' : 'ready';
    this.tellStages();
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

  private async advance(stage: StageName, until: Until): Promise<void> {
    if (this.missing(stage).length > 0) return;
    if (this.active && this.active.stage !== stage) await this.pause();
    const running = this.active !== null;
    if (!this.runs.has(stage)) await this.begin(stage);
    this.active = { stage, until };
    this.standings[stage].status = 'running';
    this.tellStage(stage);
    if (!running) this.continueLater(0);
  }

  /** The next micro-step, once messages were let in; a later call takes the place of an earlier one. */
  private continueLater(milliseconds: number): void {
    const mine = ++this.putOff;
    this.turns.later(milliseconds, () => (mine === this.putOff ? this.turn() : Promise.resolve()));
  }

  /** One micro-step of the active stage. If it fails, the run is over; what it had learnt until then stays. */
  private async turn(): Promise<void> {
    const { active } = this;
    const run = active && this.runs.get(active.stage);
    if (!active || !run) return;
    try {
      await this.microStep(active.stage, active.until, run);
    } catch (error) {
      this.tellError(error, active.stage, false);
      await this.finish(active.stage, run);
    }
  }

  private async microStep(stage: StageName, until: Until, run: StageRun): Promise<void> {
    const begun = this.host.now();
    const next = await run.told.next();
    if (next.done) return this.finish(stage, run);
    const told = next.value;
    this.standings[stage].count(this.host.now() - begun, told.ended);
    await this.tell(stage, told, until);
    if (told.ended && told.ended.iteration === told.ended.iterations) {
      await run.told.next();
      return this.finish(stage, run);
    }
    const reached = { micro: true, update: told.updated, iteration: told.ended, end: false }[until];
    if (reached) return this.pause();
    const pause = this.microStepsPerSecond ? 1000 / this.microStepsPerSecond - (this.host.now() - begun) : 0;
    this.continueLater(Math.max(0, pause));
  }

  private async tell(stage: StageName, { show, ended }: Told, until: Until): Promise<void> {
    const { emit, now } = this.host;
    const iteration = ended?.iteration ?? this.standings[stage].iteration + 1;
    const last = ended !== undefined && ended.iteration === ended.iterations;
    // Before the micro-step, so that one who looks at it sees the iteration's own.
    if (ended?.samples && stage !== 'evaluate') emit({ type: 'samples', stage, iteration, episodes: ended.samples });
    this.unseen = async () => {
      emit({ type: 'microStep', iteration, step: await show() });
    };
    if (last || until !== 'end' || this.microStepsPerSecond !== null || now() - this.lastShown >= SHOW_EVERY) {
      await this.showUnseen();
      this.lastShown = now();
    }
    if (!ended) return;
    iterationEvents(stage, this.roundOf(stage), ended).forEach(emit);
    if (stage === 'ppo' && ended.point) this.trainees.ptxOfPolicy.add(ended.point.metrics.ptxLoss !== undefined);
    this.tellStage(stage);
  }

  private async showUnseen(): Promise<void> {
    const { unseen } = this;
    this.unseen = null;
    await unseen?.();
  }

  private async begin(stage: StageName): Promise<void> {
    const { trainees, settings } = this;
    if (stage === 'evaluate') {
      const labelers = this.worlds.of(settings).heldOutLabelers;
      this.runs.set(stage, runEvaluate(settings, await trainees.evaluated(settings), labelers));
    } else {
      const { round } = this.rounds;
      const roundStart = this.rounds.roundStart?.parameters ?? null;
      if (stage === 'ppo' && !roundStart) trainees.ptxOfPolicy.clear();
      const ownComparisons = this.labeling.ownComparisons();
      const inputs = await gatherInputs(stage, { trainees, settings, round, roundStart, ownComparisons });
      this.openRun(inputs, null);
      if (inputs.rewardModel) trainees.lessons = lessonsOf(settings, inputs.rewardModel, ownComparisons.length);
    }
    this.standings[stage].begin();
    this.host.emit({ type: 'cleared', stage });
  }

  private openRun(inputs: StageInputs, memory: StageMemory | null): OpenRun {
    const { trainees } = this;
    const settings = () => heldSettings(inputs.settings, this.settings);
    const run = startStage(inputs, { trainees, world: this.worlds.of(inputs.settings), settings }, memory);
    const open = new OpenRun(inputs, run, memory, () => this.settings, this.host.now);
    this.runs.set(inputs.stage, open);
    trainees.train(inputs.stage, open.model);
    return open;
  }

  private async tellSnapshot(): Promise<void> {
    const open = [...this.runs.values()].filter((run) => run instanceof OpenRun);
    const runs = [];
    for (const run of open) runs.push(await run.saved());
    const { settings, standings } = this;
    const state: SessionState = { settings, ...this.rounds.kept(), standings, ...this.trainees.kept(), runs };
    this.host.emit({ type: 'snapshot', snapshot: runs.length > 0 ? writeSnapshot(state) : null });
  }

  /** In place of all there is. What a run did since it last remembered is done again, unseen. */
  private async resume(snapshot: Snapshot): Promise<void> {
    try {
      await this.goOnFrom(readSnapshot(snapshot));
    } catch (error) {
      this.tellError(error, null, false);
      this.host.emit({ type: 'resumed', stages: [] });
    }
  }

  private async goOnFrom(state: SessionState): Promise<void> {
    await this.forgetAll();
    const { runs } = state;
    this.rounds.restore(state);
    this.trainees.restore(state);
    for (const run of runs)
      await this.openRun(run.inputs, run.memory).redo(run, (settings) => (this.settings = settings));
    for (const stage of TRAINED) this.standings[stage].restore(state.standings[stage]);
    this.settings = state.settings;
    this.host.emit({ type: 'settings', settings: state.settings });
    this.makeWorldAhead();
    this.host.emit({ type: 'resumed', stages: runs.map(({ inputs }) => inputs.stage) });
    this.tellStages();
  }

  private async finish(stage: StageName, run: StageRun): Promise<void> {
    this.active = null;
    if (stage !== 'evaluate') await this.trainees.stopTraining(stage, true);
    run.dispose();
    this.runs.delete(stage);
    this.standings[stage].status = 'done';
    this.tellStages();
  }

  private async pause(): Promise<void> {
    const { active } = this;
    this.active = null;
    if (!active) return;
    await this.showUnseen();
    this.standings[active.stage].status = 'paused';
    this.tellStage(active.stage);
  }

  private async reset(stage: StageName): Promise<void> {
    await this.drop(stage);
    const kept = stage === 'ppo' ? this.rounds.policyToResetTo : null;
    if (kept) this.trainees.set('ppo', kept.parameters, kept.origin);
    else if (stage !== 'evaluate') this.trainees.forget(stage);
    if (stage === 'rewardModel') this.trainees.comparisons.delete(this.rounds.round);
    this.standings[stage].status = 'ready';
    this.standings[stage].begin();
    this.host.emit({ type: 'cleared', stage });
    this.tellStages();
  }

  /** Ends a stage's run without keeping what it trained. */
  private async drop(stage: StageName): Promise<void> {
    if (this.active?.stage === stage) this.active = null;
    const run = this.runs.get(stage);
    if (!run) return;
    this.unseen = null;
    this.runs.delete(stage);
    await run.told.return(undefined);
    if (stage !== 'evaluate') await this.trainees.stopTraining(stage, false);
    run.dispose();
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
      this.host.emit({ type: 'changed', stage, iteration: this.standings[stage].iteration, change });
    }
  }

  private async forgetAll(): Promise<void> {
    await this.labeling.stop();
    for (const stage of STAGES) {
      await this.drop(stage);
      this.standings[stage].begin();
      this.host.emit({ type: 'cleared', stage });
    }
    this.trainees.forgetAll();
    this.rounds.forgetAll();
    this.tellStages();
  }

  /** Opens all the weights of a size, or none. */
  private async openShipped(size: Size): Promise<void> {
    const settings = changeSettings(this.settings, { size });
    const shipped = await this.trainees.readAllShipped(settings, (fraction) => {
      this.host.emit({ type: 'progress', activity: 'checkpoints', fraction });
    });
    this.settings = settings;
    this.host.emit({ type: 'settings', settings });
    await this.forgetAll();
    for (const [stage, kept] of shipped) {
      this.trainees.set(stage, kept.parameters, kept.origin);
      if (stage === 'ppo') this.rounds.shippedPolicy = kept;
      this.standings[stage].status = stage === 'ppo' ? 'ready' : 'done';
    }
    this.tellStages();
  }

  private async saveFile({ stage, keep }: Extract<Command, { type: 'saveFile' }>): Promise<void> {
    const file = await this.trainees.write(stage, this.settings);
    this.host.emit({ type: 'file', ...file, ...(keep !== undefined && { keep }) });
  }

  private async openFile(command: Extract<Command, { type: 'openFile' }>): Promise<void> {
    const { stage, name, bytes } = command;
    const origin: Origin = command.origin ?? 'file';
    const parameters = this.trainees.readOwn(stage, name, bytes, this.settings);
    await this.reset(stage);
    this.trainees.set(stage, parameters, origin);
    if (stage === 'ppo') this.rounds.roundStart = { parameters, origin };
    this.standings[stage].status = 'done';
    this.tellStages();
  }

  private async nextRound(): Promise<void> {
    await this.rounds.next(this.settings.rewardModelSize, () => this.leaveRound());
    this.tellStages();
  }

  private async previousRound(): Promise<void> {
    const rewardModelSize = await this.rounds.previous(() => this.leaveRound());
    for (const stage of ROUND_STAGES) this.host.emit({ type: 'cleared', stage });
    if (rewardModelSize !== this.settings.rewardModelSize) {
      this.settings = changeSettings(this.settings, { rewardModelSize });
      this.host.emit({ type: 'settings', settings: this.settings });
    }
    this.tellStages();
  }

  /** Ends whatever trains in this round, or for it. */
  private async leaveRound(): Promise<void> {
    await this.pause();
    await this.labeling.stop();
    for (const stage of ROUND_STAGES) await this.drop(stage);
  }

  private async adoptLabels(): Promise<void> {
    const { parameters, lessons } = this.labeling.adopted;
    await this.reset('ppo');
    await this.reset('rewardModel');
    this.trainees.set('rewardModel', parameters, 'trained');
    this.trainees.lessons = lessons;
    this.standings.rewardModel.status = 'done';
    this.tellStages();
  }

  private pipeline(): Pipeline {
    const { trainees, settings } = this;
    const { round } = this.rounds;
    const { status, iteration } = this.standings.ppo;
    const ownPolicy = trainees.has('ppo') && (round === 1 || iteration > 0 || status === 'done');
    return { trainees, settings, round, ownPolicy };
  }

  private missing(stage: StageName): TrainedStage[] {
    return NEEDS[stage].filter((needed) => !this.trainees.has(needed));
  }

  private roundOf(stage: StageName): number {
    return stage === 'rewardModel' || stage === 'ppo' ? this.rounds.round : 1;
  }

  private tellStages(): void {
    for (const stage of STAGES) this.tellStage(stage);
  }

  private tellStage(stage: StageName): void {
    const standing = this.standings[stage];
    if (standing.iteration === 0) {
      const own = this.labeling.ownComparisons().length;
      const { comparisons } = this.trainees;
      standing.iterations = plannedIterations(stage, this.settings, this.roundOf(stage), comparisons, own);
    }
    const missing = this.missing(stage);
    const locked = missing.length > 0 && standing.status !== 'done';
    if (locked) standing.status = 'locked';
    else if (standing.status === 'locked') standing.status = 'ready';
    const { lessons } = this.trainees;
    this.host.emit({
      ...standing.event(stage === 'evaluate' ? null : this.trainees.origin(stage), missing, this.roundOf(stage)),
      ...(stage === 'rewardModel' && lessons && { lessons }),
    });
    this.compare.tell(this.pipeline());
  }

  private tellError(error: unknown, stage: StageName | null, fatal: boolean): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.host.emit({ type: 'error', sentence: sentenceFor(error), detail, stage, fatal });
  }
}
