/**
 * Runs commands: holds the weights of every stage, asks the running stage for its next micro-step, and tells the page.
 * The same in the worker and in Node; what differs (clock, files, backends, the wire) is handed in as the host.
 */
import { BackendUnavailable } from '../lm/backend';
import { STAGES, type Origin, type Size, type StageName } from '../names';
import type { Command, Snapshot } from '../protocol';
import { changeSettings, defaultSettings, type Settings } from '../settings';
import { changeMarks } from './changeMarks';
import { Compare } from './compare';
import { ROUND_STAGES } from './endedRound';
import { Labeling } from './labeling';
import type { Pipeline } from './respondents';
import { Rounds } from './rounds';
import { Runs } from './runs';
import { sentenceFor } from './sentences';
import type { SessionHost } from './sessionHost';
import { readSnapshot, writeSnapshot, type SessionState } from './snapshot';
import type { StageRun, Told } from './stageRuns';
import { Standings } from './standings';
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
  private readonly turns: Turns;
  private readonly trainees: Trainees;
  private readonly compare: Compare;
  private readonly labeling: Labeling;
  private readonly standings: Standings;
  private readonly rounds: Rounds;
  private readonly runs: Runs;
  private active: { readonly stage: StageName; readonly until: Until } | null = null;
  private microStepsPerSecond: number | null = null;
  private lastShown = -Infinity;
  /** Counts the times that a micro-step was put off until messages are let in. */
  private putOff = 0;
  /** The last micro-step, if it was not shown. */
  private unseen: (() => Promise<void>) | null = null;

  constructor(private readonly host: SessionHost) {
    const { emit, now } = host;
    const worlds = this.worlds;
    const settings = () => this.settings;
    const round = () => this.rounds.round;
    const ownComparisons = () => this.labeling.ownComparisons();
    this.turns = new Turns(host.breathe, (error, fatal) => {
      if (fatal) this.active = null;
      this.tellError(error, null, fatal);
    });
    const trainees = new Trainees(host.fetchBytes);
    this.trainees = trainees;
    this.compare = new Compare(emit);
    this.labeling = new Labeling({
      emit,
      trainees,
      settings,
      world: () => worlds.of(this.settings),
      round,
      later: (work) => this.turns.later(0, work),
    });
    this.standings = new Standings({
      emit,
      trainees,
      settings,
      round,
      ownComparisons: () => ownComparisons().length,
      tellRespondents: () => this.compare.tell(this.pipeline()),
    });
    this.rounds = new Rounds(trainees, this.standings.of, this.compare.respondents);
    this.runs = new Runs({ now, trainees, worlds, rounds: this.rounds, settings, ownComparisons });
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
        this.standings.tell('rewardModel');
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
    this.standings.of.pretrain.status = this.trainees.has('pretrain') ? 'done' : 'ready';
    this.standings.tellAll();
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
    if (this.standings.missing(stage).length > 0) return;
    if (this.active && this.active.stage !== stage) await this.pause();
    const running = this.active !== null;
    if (!this.runs.has(stage)) {
      await this.runs.begin(stage);
      this.standings.clear(stage);
    }
    this.active = { stage, until };
    this.standings.of[stage].status = 'running';
    this.standings.tell(stage);
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
    const run = active && this.runs.of(active.stage);
    if (!active || !run) return;
    try {
      await this.microStep(active.stage, active.until, run);
    } catch (error) {
      this.tellError(error, active.stage, false);
      await this.finish(active.stage);
    }
  }

  private async microStep(stage: StageName, until: Until, run: StageRun): Promise<void> {
    const begun = this.host.now();
    const next = await run.told.next();
    if (next.done) return this.finish(stage);
    const told = next.value;
    this.standings.of[stage].count(this.host.now() - begun, told.ended);
    await this.tell(stage, told, until);
    if (told.ended && told.ended.iteration === told.ended.iterations) {
      await run.told.next();
      return this.finish(stage);
    }
    const reached = { micro: true, update: told.updated, iteration: told.ended, end: false }[until];
    if (reached) return this.pause();
    const pause = this.microStepsPerSecond ? 1000 / this.microStepsPerSecond - (this.host.now() - begun) : 0;
    this.continueLater(Math.max(0, pause));
  }

  private async tell(stage: StageName, { show, ended }: Told, until: Until): Promise<void> {
    const { emit, now } = this.host;
    const iteration = ended?.iteration ?? this.standings.of[stage].iteration + 1;
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
    iterationEvents(stage, this.standings.roundOf(stage), ended).forEach(emit);
    if (stage === 'ppo' && ended.point) this.trainees.ptxOfPolicy.add(ended.point.metrics.ptxLoss !== undefined);
    this.standings.tell(stage);
  }

  private async showUnseen(): Promise<void> {
    const { unseen } = this;
    this.unseen = null;
    await unseen?.();
  }

  private async tellSnapshot(): Promise<void> {
    const runs = await this.runs.saved();
    const { settings } = this;
    const standings = this.standings.of;
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
    for (const run of runs) await this.runs.goOn(run, (held) => (this.settings = held));
    for (const stage of TRAINED) this.standings.of[stage].restore(state.standings[stage]);
    this.settings = state.settings;
    this.host.emit({ type: 'settings', settings: state.settings });
    this.makeWorldAhead();
    this.host.emit({ type: 'resumed', stages: runs.map(({ inputs }) => inputs.stage) });
    this.standings.tellAll();
  }

  private async finish(stage: StageName): Promise<void> {
    this.active = null;
    await this.runs.finish(stage);
    this.standings.of[stage].status = 'done';
    this.standings.tellAll();
  }

  private async pause(): Promise<void> {
    const { active } = this;
    this.active = null;
    if (!active) return;
    await this.showUnseen();
    this.standings.of[active.stage].status = 'paused';
    this.standings.tell(active.stage);
  }

  private async reset(stage: StageName): Promise<void> {
    await this.drop(stage);
    const kept = stage === 'ppo' ? this.rounds.policyToResetTo : null;
    if (kept) this.trainees.set('ppo', kept.parameters, kept.origin);
    else if (stage !== 'evaluate') this.trainees.forget(stage);
    if (stage === 'rewardModel') this.trainees.comparisons.delete(this.rounds.round);
    this.standings.of[stage].status = 'ready';
    this.standings.clear(stage);
    this.standings.tellAll();
  }

  /** Ends a stage's run without keeping what it trained. */
  private async drop(stage: StageName): Promise<void> {
    if (this.active?.stage === stage) this.active = null;
    if (!this.runs.has(stage)) return;
    this.unseen = null;
    await this.runs.drop(stage);
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
      this.host.emit({ type: 'changed', stage, iteration: this.standings.of[stage].iteration, change });
    }
  }

  private async forgetAll(): Promise<void> {
    await this.labeling.stop();
    for (const stage of STAGES) {
      await this.drop(stage);
      this.standings.clear(stage);
    }
    this.trainees.forgetAll();
    this.rounds.forgetAll();
    this.standings.tellAll();
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
      this.standings.of[stage].status = stage === 'ppo' ? 'ready' : 'done';
    }
    this.standings.tellAll();
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
    this.standings.of[stage].status = 'done';
    this.standings.tellAll();
  }

  private async nextRound(): Promise<void> {
    await this.rounds.next(this.settings.rewardModelSize, () => this.leaveRound());
    this.standings.tellAll();
  }

  private async previousRound(): Promise<void> {
    const rewardModelSize = await this.rounds.previous(() => this.leaveRound());
    for (const stage of ROUND_STAGES) this.host.emit({ type: 'cleared', stage });
    if (rewardModelSize !== this.settings.rewardModelSize) {
      this.settings = changeSettings(this.settings, { rewardModelSize });
      this.host.emit({ type: 'settings', settings: this.settings });
    }
    this.standings.tellAll();
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
    this.standings.of.rewardModel.status = 'done';
    this.standings.tellAll();
  }

  private pipeline(): Pipeline {
    const { trainees, settings } = this;
    const { round } = this.rounds;
    const { status, iteration } = this.standings.of.ppo;
    const ownPolicy = trainees.has('ppo') && (round === 1 || iteration > 0 || status === 'done');
    return { trainees, settings, round, ownPolicy };
  }

  private tellError(error: unknown, stage: StageName | null, fatal: boolean): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.host.emit({ type: 'error', sentence: sentenceFor(error), detail, stage, fatal });
  }
}
