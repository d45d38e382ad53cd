/** A helper as the worker that trains sees it: it is asked, it answers, and its silence is noticed. */
import { buffersOf, type FromHelper, type ToHelper } from './messages';
import type { Port } from './port';
import type { AnswersTo, Call, SharedNetwork } from './shardNetwork';

/** A helper is given up after so many looks, milliseconds apart, without an answer. A computer that slept counts one look. */
const LOOKS = 40;
const BETWEEN = 500;

interface Waiting {
  readonly resolve: (answers: readonly unknown[]) => void;
  readonly reject: (reason: Error) => void;
}

export class Helper {
  private readonly waiting = new Map<number, Waiting>();
  /** Of each network that it has, the version. */
  private readonly versions = new Map<number, number>();
  private asked = 0;
  private failure: Error | null = null;

  private constructor(private readonly port: Port) {}

  /** Resolves when it can be asked; rejects with the reason when it cannot start. */
  static async start(port: Port): Promise<Helper> {
    const helper = new Helper(port);
    const ready = new Promise<void>((resolve, reject) => {
      port.onFailure((reason) => {
        helper.fail(reason);
        reject(new Error(reason));
      });
      port.listen((message) => {
        const said = message as FromHelper;
        if (said.kind === 'ready') resolve();
        else helper.hear(said);
      });
    });
    try {
      await watched(ready);
    } catch (error) {
      helper.close();
      throw error;
    }
    return helper;
  }

  ask<C extends readonly Call[]>(network: SharedNetwork, calls: C): Promise<AnswersTo<C>> {
    if (this.failure) return Promise.reject(this.failure);
    const { id, config, version } = network;
    const isCurrent = this.versions.get(id) === version;
    const parameters = isCurrent ? {} : { parameters: network.parameters() };
    this.versions.set(id, version);
    const message: ToHelper = { kind: 'ask', id: this.asked++, network: id, config, ...parameters, calls };
    const answers = new Promise<readonly unknown[]>((resolve, reject) => {
      this.waiting.set(message.id, { resolve, reject });
    });
    this.port.post(message, buffersOf(parameters));
    return watched(answers) as Promise<unknown> as Promise<AnswersTo<C>>;
  }

  forget(network: number): void {
    if (this.versions.delete(network)) this.port.post({ kind: 'forget', network } satisfies ToHelper, []);
  }

  close(): void {
    this.port.close();
    this.fail('It was closed.');
  }

  private hear(said: Exclude<FromHelper, { kind: 'ready' }>): void {
    const waiting = this.waiting.get(said.id);
    this.waiting.delete(said.id);
    if (said.kind === 'answers') waiting?.resolve(said.answers);
    else waiting?.reject(new Error(said.reason));
  }

  private fail(reason: string): void {
    this.failure ??= new Error(reason);
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

/** Rejects when the promise has not settled after the last look. */
function watched<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let looks = 0;
    const timer = setInterval(() => {
      if (++looks < LOOKS) return;
      clearInterval(timer);
      reject(new Error(`It has not answered for ${(LOOKS * BETWEEN) / 1000} seconds.`));
    }, BETWEEN);
    promise.finally(() => clearInterval(timer)).then(resolve, reject);
  });
}
