/** A session in Node for tests, on the backend that is open, with settings so small that a whole pipeline takes seconds. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { FileError, readSafetensors, writeSafetensors } from '../formats/safetensors';
import type { StageName, TrainedStage } from '../experiment/names';
import type { Command, WorkerEvent } from '../protocol/protocol';
import { changeSettings, defaultSettings, type Settings } from '../experiment/settings';
import { EOT } from '../world/vocabulary';
import { Session } from '../engine/worker/session/session';
import type { Workers } from '../engine/worker/session/sessionHost';

export const TINY_SETTINGS: Settings = changeSettings(defaultSettings('XS'), {
  rewardModelSize: 'XS',
  pretrainSteps: 4,
  pretrainBatch: 2,
  demonstrations: 32,
  sftEpochs: 2,
  sftBatch: 16,
  comparisonPrompts: 16,
  rmEpochs: 1,
  rmBatchPrompts: 4,
  ppoIterations: 2,
  rolloutBatch: 4,
  ptxBatch: 2,
  evaluationSamples: 1,
});

export type Of<T extends WorkerEvent['type']> = Extract<WorkerEvent, { type: T }>;

/** With all events it has told. */
export class Recorded {
  readonly events: WorkerEvent[] = [];
  fetchBytes = (path: string): Promise<ArrayBuffer> =>
    Promise.reject(new FileError(`The file ${path} could not be loaded.`));
  readonly workersAsked: Parameters<Workers['use']>[] = [];
  betweenIterations = (): Promise<void> => Promise.resolve();
  private clock = 0;
  readonly session = new Session({
    emit: (event) => this.events.push(event),
    // The clock stands still, so that in a run at full speed one micro-step alone is shown.
    now: () => this.clock,
    breathe: (milliseconds) => {
      this.clock += milliseconds;
      return new Promise((resolve) => setImmediate(resolve));
    },
    fetchBytes: (path) => this.fetchBytes(path),
    workers: {
      use: (...asked) => Promise.resolve(void this.workersAsked.push(asked)),
      look: () => this.betweenIterations(),
    },
    openBackend: () =>
      Promise.resolve({
        report: { backend: 'wasm', device: 'Node', timings: [], chosenBy: 'only choice' },
        lost: new Promise<string>(() => undefined),
      }),
  });

  async start(settings = TINY_SETTINGS): Promise<this> {
    await this.send({ type: 'start', settings, backend: 'wasm', remembered: null, start: 'scratch', baseUrl: '' });
    return this;
  }

  /** With the checkpoints that ship with the page, of which there is no reward model of size XS. */
  async startShipped(settings = changeSettings(TINY_SETTINGS, { rewardModelSize: 'S' })): Promise<this> {
    this.fetchBytes = async (path) => new Uint8Array(await readFile(`public/${path}`)).buffer;
    await this.send({ type: 'start', settings, backend: 'wasm', remembered: null, start: 'shipped', baseUrl: '' });
    return this;
  }

  /** With these weights as those of the base model and of the fine-tuned one. */
  async startWith(weights: ArrayBuffer, settings = TINY_SETTINGS): Promise<this> {
    await this.start(settings);
    for (const stage of ['pretrain', 'sft'] as const) {
      await this.send({ type: 'openFile', stage, name: stage, bytes: weights.slice(0) });
    }
    return this;
  }

  send(command: Command): Promise<void> {
    return this.session.handle(command);
  }

  async run(...stages: StageName[]): Promise<this> {
    for (const stage of stages) {
      await this.send({ type: 'run', stage });
      await this.session.idle();
    }
    return this;
  }

  /** One micro-step after another, to the end of the stage: each of them is told. */
  async stepThrough(stage: TrainedStage): Promise<this> {
    do {
      await this.send({ type: 'step', stage, unit: 'micro' });
      await this.session.idle();
    } while (this.stage(stage).status === 'paused');
    return this;
  }

  of<T extends WorkerEvent['type']>(type: T): Of<T>[] {
    return this.events.filter((event): event is Of<T> => event.type === type);
  }

  stage(stage: StageName): Of<'stage'> {
    return this.of('stage')
      .filter((event) => event.stage === stage)
      .at(-1) as Of<'stage'>;
  }

  /** Ids of who can be asked now. */
  respondents(): string[] {
    return (this.of('respondents').at(-1)?.respondents ?? []).map(({ id }) => id);
  }

  metrics(stage: TrainedStage) {
    return this.of('metrics').filter((event) => event.stage === stage);
  }

  async weights(stage: TrainedStage): Promise<ArrayBuffer> {
    await this.send({ type: 'saveFile', stage });
    return (this.of('file').at(-1) as Of<'file'>).bytes;
  }

  /** A fingerprint of the weights, every bit of them. */
  async fingerprint(stage: TrainedStage): Promise<string> {
    const hash = createHash('sha256');
    for (const { values } of readSafetensors(await this.weights(stage)).tensors) hash.update(values);
    return hash.digest('hex');
  }
}

/** Weights with which the end of the answer is all that is ever said. */
export function speechless(weights: ArrayBuffer): ArrayBuffer {
  const { tensors, metadata } = readSafetensors(weights);
  for (const { name, shape, values } of tensors) {
    const width = shape.at(-1) ?? 1;
    if (name === 'ln_f.bias') values.fill(10);
    if (name === 'wte.weight') values.fill(10, EOT * width, (EOT + 1) * width);
  }
  return writeSafetensors({ tensors, metadata });
}
