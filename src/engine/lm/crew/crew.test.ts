/** A crew whose helpers answer by hand: who is asked what, who is left out, and what it costs to ask. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GptConfig } from '../config';
import { Crew } from './crew';
import type { FromHelper, ToHelper } from './messages';
import type { Port, StartHelper } from './port';
import type { AnswerTo, Call, GenerateCall, SharedNetwork, ShardNetwork } from './shardNetwork';
import type { Range } from './shards';

const CONFIG: GptConfig = { vocabulary: 11, context: 8, width: 8, layers: 1, heads: 2, scalarHead: false };

/** A helper that answers with what it is asked, when `answer` is called. */
class HandHelper implements Port {
  readonly posted: ToHelper[] = [];
  closed = false;
  private heard: (message: unknown) => void = () => undefined;
  private failed: (reason: string) => void = () => undefined;

  constructor(private readonly readies = true) {}

  post(message: unknown): void {
    this.posted.push(message as ToHelper);
  }

  listen(heard: (message: unknown) => void): void {
    this.heard = heard;
    if (this.readies) queueMicrotask(() => this.say({ kind: 'ready' }));
  }

  onFailure(failed: (reason: string) => void): void {
    this.failed = failed;
  }

  close(): void {
    this.closed = true;
  }

  say(message: FromHelper): void {
    this.heard(message);
  }

  end(reason: string): void {
    this.failed(reason);
  }

  answer(at = -1): void {
    const asked = this.posted.at(at);
    if (asked?.kind !== 'ask') throw new Error('Nothing was asked.');
    this.say({ kind: 'answers', id: asked.id, answers: asked.calls.map(said) });
  }
}

/** The prompts of a call, as its answer. */
const said = (call: Call) => Int32Array.from(call.kind === 'generate' ? call.prompts.flat() : []);

const echo: ShardNetwork = {
  load: () => undefined,
  answer: <C extends Call>(call: C) => said(call) as unknown as AnswerTo<C>,
};

const network = (id: number, version = 0): SharedNetwork => ({
  id,
  config: CONFIG,
  own: echo,
  version,
  parameters: () => Float32Array.of(version),
});

/** Asks for the numbers of the items themselves. */
const callsFor = ({ from, to }: Range): readonly [GenerateCall] => [
  {
    kind: 'generate',
    prompts: Array.from({ length: to - from }, (_, i) => [from + i]),
    ...{ maxTokens: 1, temperature: 1, topK: 0, stopTokens: [], key: [0, 0] as const, counter: 0, stride: 0 },
  },
];

async function crewOf(...ports: HandHelper[]) {
  const lost: string[] = [];
  const waiting = [...ports];
  const start: StartHelper = () => waiting.shift() ?? new HandHelper();
  const crew = new Crew(start, (reason) => lost.push(reason));
  await crew.resize(ports.length + 1);
  return { crew, lost };
}

const items = (answers: readonly (readonly [Int32Array])[]) => answers.flatMap(([numbers]) => [...numbers]);
const COUNT = 7;
const ALL = [0, 1, 2, 3, 4, 5, 6];

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a crew', () => {
  it('shares out the work, and has the answers in its order', async () => {
    const [a, b] = [new HandHelper(), new HandHelper()];
    const { crew } = await crewOf(a, b);
    expect(crew.members).toBe(3);
    const answers = crew.share(network(0), COUNT, callsFor);
    b.answer();
    a.answer();
    expect(items(await answers)).toEqual(ALL);
  });

  it('sends the parameters once, until they change, and lets a network go', async () => {
    const a = new HandHelper();
    const { crew } = await crewOf(a);
    for (const shared of [network(0), network(0), network(0, 1), network(1), network(0, 1)]) {
      const answers = crew.share(shared, COUNT, callsFor);
      a.answer();
      await answers;
    }
    crew.forget(0);
    crew.forget(0);
    expect(a.posted.map((message) => (message.kind === 'ask' ? (message.parameters?.[0] ?? null) : message))).toEqual([
      ...[0, null, 1, 0, null],
      { kind: 'forget', network: 0 },
    ]);
  });

  it('does the share of a helper that ends, tells why, and asks it no more', async () => {
    const [a, b] = [new HandHelper(), new HandHelper()];
    const { crew, lost } = await crewOf(a, b);
    const answers = crew.share(network(0), COUNT, callsFor);
    a.end('It has run out of memory.');
    b.answer();
    expect(items(await answers)).toEqual(ALL);
    expect([lost, crew.members, a.closed]).toEqual([['It has run out of memory.'], 2, true]);
    const again = crew.share(network(0), COUNT, callsFor);
    b.answer();
    expect(items(await again)).toEqual(ALL);
    expect(a.posted).toHaveLength(1);
  });

  it('does the share of a helper that refuses, or has not answered for 20 seconds', async () => {
    const [a, b] = [new HandHelper(), new HandHelper()];
    const { crew, lost } = await crewOf(a, b);
    const answers = crew.share(network(0), COUNT, callsFor);
    a.say({ kind: 'failed', id: 0, reason: 'RangeError' });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(crew.members).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(items(await answers)).toEqual(ALL);
    expect([lost, crew.members]).toEqual([['RangeError', 'It has not answered for 20 seconds.'], 1]);
  });

  it('goes on with those that can start', async () => {
    const silent = new HandHelper(false);
    const lost: string[] = [];
    const waiting = [silent];
    const crew: Crew = new Crew(
      () => waiting.shift() ?? new HandHelper(),
      (reason) => lost.push(`${crew.members} without it: ${reason}`),
    );
    const resized = crew.resize(4);
    await vi.advanceTimersByTimeAsync(0);
    silent.end('Its script could not be loaded.');
    await resized;
    expect([crew.members, lost, silent.closed]).toEqual([3, ['3 without it: Its script could not be loaded.'], true]);
  });

  it('lets fewer take part for a while, closes those in excess, and starts others when more are wanted', async () => {
    const [a, b] = [new HandHelper(), new HandHelper()];
    const { crew } = await crewOf(a, b);
    crew.limit(2);
    const answers = crew.share(network(0), COUNT, callsFor);
    a.answer();
    expect(items(await answers)).toEqual(ALL);
    expect([crew.members, b.posted.length, b.closed]).toEqual([2, 0, false]);
    crew.limit(Infinity);
    expect(crew.members).toBe(3);
    await crew.resize(2);
    expect([a.closed, b.closed, crew.members]).toEqual([false, true, 2]);
    await crew.resize(4);
    expect(crew.members).toBe(4);
    await crew.resize(1);
    expect([a.closed, crew.members]).toEqual([true, 1]);
  });

  it('goes on alone where no worker can be started, and may start some later', async () => {
    const lost: string[] = [];
    let canStart = false;
    const start = () => {
      if (!canStart) throw new ReferenceError('Worker is not defined');
      return new HandHelper();
    };
    const crew = new Crew(start, (reason) => lost.push(reason));
    await crew.resize(2);
    expect([crew.members, lost]).toEqual([1, ['Worker is not defined']]);
    canStart = true;
    await crew.resize(2);
    expect(crew.members).toBe(2);
  });

  it('has as many members as were wanted last, however soon one wish follows another', async () => {
    const { crew } = await crewOf();
    await Promise.all([crew.resize(4), crew.resize(2), crew.resize(3)]);
    expect(crew.members).toBe(3);
  });

  it('leaves the worker that asks less of what is asked for while other work is under way', async () => {
    const a = new HandHelper();
    const { crew } = await crewOf(a);
    const ask = () => crew.share(network(0), 10, callsFor, crew.ownPart);
    const answers = [ask(), ask()];
    a.posted.forEach((_, i) => a.answer(i));
    await Promise.all(answers);
    expect(a.posted.map((message) => message.kind === 'ask' && said(message.calls[0]).length)).toEqual([5, 6]);
    expect(crew.ownPart).toBe(1);
  });

  it('tells once of a helper that ends while it is asked several things, and does them all', async () => {
    const a = new HandHelper();
    const { crew, lost } = await crewOf(a);
    const answers = [0, 1, 2].map((id) => crew.share(network(id), COUNT, callsFor));
    a.end('It has run out of memory.');
    for (const answer of await Promise.all(answers)) expect(items(answer)).toEqual(ALL);
    expect(lost).toEqual(['It has run out of memory.']);
  });
});
