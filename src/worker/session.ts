/**
 * Runs commands: holds the weights of every stage, asks the running stage for its next micro-step, and tells the page.
 * The same in the worker and in Node; what differs (clock, files, backends, the wire) is handed in as the host.
 *
 * Commands and micro-steps take turns in one queue, so that nothing ever happens in the middle of a step.
 */
import { FileError } from '../formats/safetensors';
import { BackendUnavailable } from '../lm/backend';
import { readCheckpoint, writeCheckpoint } from '../lm/checkpoint';
import type { Choice } from '../lm/chooseBackend';
import { gptConfig } from '../lm/config';
import { transferParameters } from '../lm/layout';
import type { Model } from '../lm/model';
import { NonFiniteError } from '../lm/read';
import type { Command, Origin, TrainedStage, WorkerEvent } from '../protocol';
import { makeWorld, type World } from '../rlhf/pipeline';
import {
  changeSettings,
  defaultSettings,
  KNOB_NAMES,
  KNOBS,
  STAGES,
  type BackendName,
  type Knob,
  type Settings,
  type Size,
  type StageName,
} from '../settings';
import { CONTEXT, VOCABULARY } from '../world/vocabulary';
import { answerPrompt } from './answer';
import { runEvaluate, type Candidate } from './evaluateRun';
import { runPpo, runPretrain, runRewardModel, runSft, type StageRun, type Start, type Told } from './stageRuns';
import { allStandings, NEEDS } from './standing';
import { plannedIterations } from './plan';
import { configOf, FILE_NAMES, sizeOf, Trainees } from './trainees';

export interface SessionHost {
  readonly emit: (event: WorkerEvent) => void;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Lets messages in, for at least the given milliseconds. */
  readonly breathe: (milliseconds: number) => Promise<void>;
  /** Bytes of one of the page's own files; throws with a sentence. */
  readonly fetchBytes: (path: string) => Promise<ArrayBuffer>;
  /** The backend that a network of this size trains fastest on, or the one that the learner wants. */
  readonly openBackend: (wanted: BackendName | 'auto', size: Size) => Promise<Choice>;
}

type Until = 'micro' | 'iteration' | 'end';

/** While running at full speed a micro-step is shown at most this often, milliseconds. */
const SHOW_EVERY = 250;

const TRAINED: readonly TrainedStage[] = ['pretrain', 'sft', 'rewardModel', 'ppo'];

export class Session {
  private settings: Settings = defaultSettings();
  private world: World | null = null;
  private trainees = new Trainees();
  private readonly runs = new Map<StageName, StageRun>();
  private readonly standings = allStandings();
  private active: { readonly stage: StageName; readonly until: Until } | null = null;
  private round = 1;
  /** The policy's weights when this round began; null in the first, which begins at the SFT model. */
  private roundStart: Float32Array | null = null;
  private microStepsPerSecond: number | null = null;
  private lastShown = -Infinity;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly host: SessionHost) {}

  /** Resolves when the command has been carried out; a run goes on after that. */
  handle(command: Command): Promise<void> {
    return this.enqueue(() => this.execute(command), command.type === 'start');
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    do await this.queue;
    while (this.active);
    await this.queue;
  }

  private enqueue(work: () => Promise<void>, fatal = false): Promise<void> {
    this.queue = this.queue.then(work).catch((error: unknown) => {
      this.fail(error, fatal);
    });
    return this.queue;
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
        return this.openFile(command.stage, command.name, command.bytes);
      case 'saveFile':
        return this.saveFile(command.stage);
      case 'nextRound':
        return this.nextRound();
      case 'answer':
        return this.answer(command.id, command.prompt);
      default:
        return command satisfies never;
    }
  }

  private async start({ settings, backend, start }: Extract<Command, { type: 'start' }>): Promise<void> {
    this.settings = settings;
    this.host.emit({ type: 'progress', activity: 'backend', fraction: 0 });
    const { report, lost } = await this.host.openBackend(backend, settings.size);
    void lost.then((sentence) => this.enqueue(() => Promise.reject(new BackendUnavailable(sentence)), true));
    this.host.emit({ type: 'backend', report });
    this.host.emit({ type: 'settings', settings });
    if (start === 'shipped') {
      await this.openShipped(settings.size).catch((error: unknown) => {
        this.fail(error, false);
      });
    }
    this.standings.pretrain.status = this.trainees.get('pretrain') ? 'done' : 'ready';
    this.tellStages();
    this.host.emit({ type: 'progress', activity: 'checkpoints', fraction: 1 });
  }

  private async advance(stage: StageName, until: Until): Promise<void> {
    if (this.missing(stage).length > 0) return;
    if (this.active && this.active.stage !== stage) this.pause();
    const running = this.active !== null;
    if (!this.runs.has(stage)) await this.begin(stage);
    this.active = { stage, until };
    this.standings[stage].status = 'running';
    this.tellStage(stage);
    if (!running) this.continueLater(0);
  }

  private continueLater(milliseconds: number): void {
    void this.enqueue(async () => {
      await this.host.breathe(milliseconds);
    });
    void this.enqueue(() => this.turn());
  }

  /** One micro-step of the active stage. */
  private async turn(): Promise<void> {
    const { active } = this;
    const run = active && this.runs.get(active.stage);
    if (!active || !run) return;
    const { stage, until } = active;
    const begun = this.host.now();
    const { value: told, done } = await run.told.next();
    if (done) return this.finish(stage, run);
    this.standings[stage].count(this.host.now() - begun, told.ended);
    await this.tell(stage, told, until);
    if (told.ended && told.ended.iteration === told.ended.iterations) {
      await run.told.next();
      return this.finish(stage, run);
    }
    if (until === 'micro' || (until === 'iteration' && told.ended)) return this.pause();
    const pause = this.microStepsPerSecond ? 1000 / this.microStepsPerSecond - (this.host.now() - begun) : 0;
    this.continueLater(Math.max(0, pause));
  }

  private async tell(stage: StageName, { show, ended }: Told, until: Until): Promise<void> {
    const { emit, now } = this.host;
    const iteration = ended?.iteration ?? this.standings[stage].iteration + 1;
    if (until !== 'end' || this.microStepsPerSecond !== null || now() - this.lastShown >= SHOW_EVERY) {
      emit({ type: 'microStep', iteration, step: await show() });
      this.lastShown = now();
    }
    if (!ended) return;
    if (stage !== 'evaluate') {
      if (ended.point)
        emit({
          type: 'metrics',
          stage,
          iteration: ended.point.at,
          round: this.roundOf(stage),
          values: ended.point.metrics,
        });
      if (ended.samples) emit({ type: 'samples', stage, iteration, episodes: ended.samples });
    }
    if (ended.evaluation) emit({ type: 'evaluation', evaluation: ended.evaluation });
    this.tellStage(stage);
  }

  private async begin(stage: StageName): Promise<void> {
    const run = await this.makeRun(stage);
    this.runs.set(stage, run);
    this.standings[stage].begin();
    this.host.emit({ type: 'cleared', stage });
  }

  private async makeRun(stage: StageName): Promise<StageRun> {
    const { size, seed, rewardModelSize } = this.settings;
    if (stage === 'evaluate') return runEvaluate(size, seed, await this.candidates());
    this.world ??= makeWorld(this.settings);
    const current = new Map<TrainedStage, Float32Array>();
    for (const each of TRAINED) {
      const parameters = each === 'ppo' ? this.roundStart : await this.parametersOf(each);
      if (parameters) current.set(each, parameters);
    }
    const start: Start = {
      world: this.world,
      settings: () => this.settings,
      round: this.round,
      parametersOf: (needed) => {
        const parameters = current.get(needed);
        if (!parameters) throw new Error(`Stage ${stage} was begun without the weights of stage ${needed}.`);
        return parameters;
      },
    };
    switch (stage) {
      case 'pretrain':
        return runPretrain(start);
      case 'sft':
        return runSft(start);
      case 'rewardModel': {
        const ofOwnSize = rewardModelSize === size;
        const parameters = ofOwnSize ? start.parametersOf('sft') : await this.readShipped('sft', rewardModelSize);
        return runRewardModel(start, this.trainees, { size: rewardModelSize, parameters });
      }
      case 'ppo':
        return runPpo(start);
      default:
        return stage satisfies never;
    }
  }

  private async finish(stage: StageName, run: StageRun): Promise<void> {
    this.active = null;
    if (stage !== 'evaluate' && run.model)
      this.trainees.set(stage, await this.readParameters(stage, run.model), 'trained');
    run.dispose();
    this.runs.delete(stage);
    this.standings[stage].status = 'done';
    this.tellStages();
  }

  private pause(): void {
    const { active } = this;
    this.active = null;
    if (!active) return;
    this.standings[active.stage].status = 'paused';
    this.tellStage(active.stage);
  }

  private async reset(stage: StageName): Promise<void> {
    await this.drop(stage);
    if (stage === 'ppo' && this.roundStart) this.trainees.set('ppo', this.roundStart, 'trained');
    else if (stage !== 'evaluate') this.trainees.forget(stage);
    if (stage === 'rewardModel') this.trainees.comparisons.delete(this.round);
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
    this.runs.delete(stage);
    await run.told.return(undefined);
    run.dispose();
  }

  private async set(changes: Partial<Settings>): Promise<void> {
    const before = this.settings;
    this.settings = changeSettings(before, changes);
    this.host.emit({ type: 'settings', settings: this.settings });
    const changed = KNOB_NAMES.filter((name) => this.settings[name] !== before[name]);
    if (changed.some((name) => name === 'seed' || KNOBS[name].group === 'world')) this.world = null;
    if (changed.includes('size')) await this.forgetAll();
    else if (changed.includes('rewardModelSize')) {
      await this.reset('ppo');
      await this.reset('rewardModel');
    }
    for (const name of changed) {
      const knob: Knob = KNOBS[name];
      const stages = knob.group === 'optimizer' ? STAGES : STAGES.filter((stage) => stage === knob.group);
      for (const stage of stages.filter((each) => knob.live && this.runs.has(each))) {
        const change = `${name} ${String(before[name])} → ${String(this.settings[name])}`;
        this.host.emit({ type: 'changed', stage, iteration: this.standings[stage].iteration, change });
      }
    }
  }

  private async forgetAll(): Promise<void> {
    for (const stage of STAGES) {
      await this.drop(stage);
      this.standings[stage].begin();
      this.host.emit({ type: 'cleared', stage });
    }
    this.trainees = new Trainees();
    this.round = 1;
    this.roundStart = null;
    this.tellStages();
  }

  private async openShipped(size: Size): Promise<void> {
    this.settings = changeSettings(this.settings, { size });
    this.host.emit({ type: 'settings', settings: this.settings });
    await this.forgetAll();
    for (const [i, stage] of TRAINED.entries()) {
      this.host.emit({ type: 'progress', activity: 'checkpoints', fraction: i / TRAINED.length });
      this.trainees.set(stage, await this.readShipped(stage, sizeOf(stage, this.settings)), 'shipped');
      this.standings[stage].status = stage === 'ppo' ? 'ready' : 'done';
    }
    this.host.emit({ type: 'progress', activity: 'checkpoints', fraction: 1 });
    this.tellStages();
  }

  private async readShipped(stage: TrainedStage, size: Size): Promise<Float32Array> {
    const path = `checkpoints/${size}/${FILE_NAMES[stage]}.safetensors`;
    const bytes = await this.host.fetchBytes(path);
    const config = gptConfig(size, VOCABULARY.length, CONTEXT, stage === 'rewardModel');
    return this.inFile(path, () => readCheckpoint(config, bytes).parameters);
  }

  private async openFile(stage: TrainedStage, name: string, bytes: ArrayBuffer): Promise<void> {
    const { parameters } = this.inFile(name, () => readCheckpoint(configOf(stage, this.settings), bytes));
    await this.reset(stage);
    this.trainees.set(stage, parameters, 'file');
    this.standings[stage].status = 'done';
    this.tellStages();
  }

  private inFile<T>(name: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof FileError) throw new FileError(`"${name}" was not opened. ${error.message}`);
      throw error;
    }
  }

  private async saveFile(stage: TrainedStage): Promise<void> {
    const parameters = await this.parametersOf(stage);
    if (!parameters)
      throw new FileError('There are no weights to save yet: train the stage or open a checkpoint first.');
    const size = sizeOf(stage, this.settings);
    const metadata = { stage, size, settings: JSON.stringify(this.settings) };
    const bytes = writeCheckpoint(configOf(stage, this.settings), { parameters, metadata });
    this.host.emit({ type: 'file', name: `rlhf-playground-${size}-${FILE_NAMES[stage]}.safetensors`, bytes });
  }

  private async nextRound(): Promise<void> {
    const policy = await this.parametersOf('ppo');
    if (!policy) throw new Error('A new round needs a policy: run PPO first.');
    this.pause();
    await this.drop('ppo');
    await this.drop('rewardModel');
    this.trainees.set('ppo', policy, 'trained');
    this.trainees.forget('rewardModel');
    this.round++;
    this.roundStart = policy;
    for (const stage of ['rewardModel', 'ppo'] as const) {
      this.standings[stage].begin();
      this.standings[stage].status = 'ready';
    }
    this.tellStages();
  }

  private async answer(id: number, prompt: string): Promise<void> {
    const { size, seed, rewardModelSize } = this.settings;
    const scorer = await this.parametersOf('rewardModel');
    const answers = await answerPrompt(
      prompt,
      id,
      size,
      seed,
      await this.candidates(),
      scorer && { size: rewardModelSize, parameters: scorer },
    );
    this.host.emit({ type: 'answers', id, prompt, answers });
  }

  /** Every model that can answer a prompt now. */
  private async candidates(): Promise<Candidate[]> {
    const [base, sft, ppo] = [
      await this.parametersOf('pretrain'),
      await this.parametersOf('sft'),
      await this.parametersOf('ppo'),
    ];
    const candidates: (Candidate | null)[] = [
      base && { speaker: 'base', format: 'bare', parameters: base },
      base && { speaker: 'fewShotBase', format: 'fewShot', parameters: base },
      sft && { speaker: 'sft', format: 'chat', parameters: sft },
      ppo && { speaker: 'ppo', format: 'chat', parameters: ppo },
    ];
    return candidates.filter((candidate) => candidate !== null);
  }

  /** A stage's weights as they are now, in the middle of its run too; null if it has none. */
  private async parametersOf(stage: TrainedStage): Promise<Float32Array | null> {
    const model = this.runs.get(stage)?.model;
    return model ? this.readParameters(stage, model) : (this.trainees.get(stage)?.parameters ?? null);
  }

  /** A policy that shares its trunk with the value network is kept without its scalar head. */
  private async readParameters(stage: TrainedStage, model: Model): Promise<Float32Array> {
    return transferParameters(model.config, await model.parameters(), {
      ...model.config,
      scalarHead: stage === 'rewardModel',
    });
  }

  private missing(stage: StageName): TrainedStage[] {
    return NEEDS[stage].filter((needed) => !this.trainees.get(needed) && !this.runs.get(needed)?.model);
  }

  private roundOf(stage: StageName): number {
    return stage === 'rewardModel' || stage === 'ppo' ? this.round : 1;
  }

  private tellStages(): void {
    for (const stage of STAGES) this.tellStage(stage);
  }

  private tellStage(stage: StageName): void {
    const standing = this.standings[stage];
    if (standing.iteration === 0) {
      standing.iterations = plannedIterations(stage, this.settings, this.roundOf(stage), this.trainees.comparisons);
    }
    const missing = this.missing(stage);
    const locked = missing.length > 0 && standing.status !== 'done';
    if (locked) standing.status = 'locked';
    else if (standing.status === 'locked') standing.status = 'ready';
    this.host.emit(standing.event(this.originOf(stage), missing, this.roundOf(stage)));
  }

  private originOf(stage: StageName): Origin | null {
    if (stage === 'evaluate') return null;
    if (this.runs.has(stage)) return 'trained';
    return this.trainees.get(stage)?.origin ?? (stage === 'pretrain' ? 'random' : null);
  }

  private fail(error: unknown, fatal: boolean): void {
    const stage = this.active?.stage ?? null;
    this.active = null;
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.host.emit({ type: 'error', sentence: sentenceFor(error), detail, stage, fatal });
    if (!stage) return;
    const run = this.runs.get(stage);
    if (run) void this.enqueue(() => this.finish(stage, run));
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof NonFiniteError) {
    return `Training stopped: a number is no longer finite (${error.message}). The weights before that step are kept; lower the learning rate or reset.`;
  }
  if (error instanceof FileError || error instanceof BackendUnavailable) return error.message;
  return `Something went wrong: ${error instanceof Error ? error.message : String(error)}`;
}
