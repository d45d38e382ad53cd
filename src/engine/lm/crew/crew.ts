/**
 * Workers that compute on one network together: the one that trains, which asks, and its helpers, which do what they are
 * asked in turn. A helper that fails is left out from then on, and its shares are done here: the numbers are the same,
 * since the work is cut as it is cut whoever does it.
 */
import { Helper } from './helper';
import type { StartHelper } from './port';
import { answerAll, type AnswersTo, type Call, type SharedNetwork } from './shardNetwork';
import { shareOut, type Range } from './shards';

/** By measurement (`npm run bench`, rollout and iteration on two cores). */
const PART_BESIDE = 0.8;

export class Crew {
  private helpers: readonly Helper[] = [];
  private most = Infinity;
  private ids = 0;
  private underWay = 0;
  /** Resolves when there are as many as were wanted last, or as could be started. */
  private resized: Promise<void> = Promise.resolve();

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
  resize(members: number): Promise<void> {
    this.resized = this.resized.then(() => this.become(members));
    return this.resized;
  }

  private async become(members: number): Promise<void> {
    const { start } = this;
    this.helpers.slice(members - 1).forEach((helper) => helper.close());
    this.helpers = this.helpers.slice(0, members - 1);
    if (!start) return;
    const missing = Array.from({ length: members - 1 - this.helpers.length }, async () => Helper.start(start()));
    const settled = await Promise.allSettled(missing);
    this.helpers = [...this.helpers, ...settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))];
    for (const each of settled) if (each.status === 'rejected') this.onLost(reasonOf(each.reason));
  }

  /** Lets at most so many take part; the others wait. */
  limit(members: number): void {
    this.most = members;
  }

  /** Of a network, or of a pass. */
  newId(): number {
    return this.ids++;
  }

  /**
   * How large a share of something that is asked for now is left to the worker that asks, if the helpers' is 1: while
   * other work is under way, it has what follows from that to compute besides.
   */
  get ownPart(): number {
    return this.underWay > 0 ? PART_BESIDE : 1;
  }

  /**
   * Shares out `count` items, each member's as calls; the answers in the order of the items. `ownPart`: the share of the
   * worker that asks, if the helpers' is 1.
   */
  async share<C extends readonly Call[]>(
    network: SharedNetwork,
    count: number,
    callsFor: (share: Range) => C,
    ownPart = 1,
  ): Promise<readonly AnswersTo<C>[]> {
    const [first, ...others] = shareOut(count, this.members, ownPart);
    const asked = others.map((share, i) => this.ask(this.helpers[i], network, callsFor(share)));
    const own = answerAll(network.own, callsFor(first));
    this.underWay++;
    const answers = await Promise.all(asked);
    this.underWay--;
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
      if (this.helpers.includes(helper)) {
        this.helpers = this.helpers.filter((other) => other !== helper);
        helper.close();
        this.onLost(reasonOf(error));
      }
      return null;
    }
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
