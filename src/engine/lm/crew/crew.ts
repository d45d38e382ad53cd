/**
 * Workers that compute on one network together: the one that trains, which asks, and its helpers. One piece of work is
 * shared out at a time. A helper that fails is left out from then on, and its share is done here: the numbers are the
 * same, since the work is cut as it is cut whoever does it.
 */
import { Helper } from './helper';
import type { StartHelper } from './port';
import { answerAll, type AnswersTo, type Call, type SharedNetwork } from './shardNetwork';
import { shareOut, type Range } from './shards';

export class Crew {
  private helpers: readonly Helper[] = [];
  private most = Infinity;
  private last: Promise<unknown> = Promise.resolve();
  private networks = 0;

  /** `onLost` is told why a helper is left out. */
  constructor(
    private readonly start: StartHelper | null = null,
    private readonly onLost: (reason: string) => void = () => undefined,
  ) {}

  /** How many take part, with the worker that asks. */
  get members(): number {
    return Math.min(this.most, this.helpers.length + 1);
  }

  /** Starts helpers until there are so many members, or lets those in excess go. Helpers that cannot start are left out. */
  async resize(members: number): Promise<void> {
    const { start } = this;
    this.helpers.slice(members - 1).forEach((helper) => helper.close());
    this.helpers = this.helpers.slice(0, members - 1);
    if (!start) return;
    const missing = Array.from({ length: members - 1 - this.helpers.length }, () => Helper.start(start()));
    for (const started of await Promise.allSettled(missing)) {
      if (started.status === 'fulfilled') this.helpers = [...this.helpers, started.value];
      else this.onLost(reasonOf(started.reason));
    }
  }

  /** Lets at most so many take part; the others wait. */
  limit(members: number): void {
    this.most = members;
  }

  newId(): number {
    return this.networks++;
  }

  /** Takes its turn: no other work of the crew, of whatever network, comes between. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Shares out `count` items, each member's as calls; the answers in the order of the items. */
  async share<C extends readonly Call[]>(
    network: SharedNetwork,
    count: number,
    callsFor: (share: Range) => C,
  ): Promise<readonly AnswersTo<C>[]> {
    const [first, ...others] = shareOut(count, this.members);
    const asked = others.map((share, i) => this.ask(this.helpers[i], network, callsFor(share)));
    const own = answerAll(network.own, callsFor(first));
    const answers = await Promise.all(asked);
    return [own, ...answers.map((answer, i) => answer ?? answerAll(network.own, callsFor(others[i])))];
  }

  /** Frees a network everywhere. */
  forget(id: number): void {
    for (const helper of this.helpers) helper.forget(id);
  }

  /** null when the helper failed: it is left out from now on. */
  private async ask<C extends readonly Call[]>(
    helper: Helper,
    network: SharedNetwork,
    calls: C,
  ): Promise<AnswersTo<C> | null> {
    try {
      return await helper.ask(network, calls);
    } catch (error) {
      helper.close();
      this.helpers = this.helpers.filter((other) => other !== helper);
      this.onLost(reasonOf(error));
      return null;
    }
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
