import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkerEvent } from '../../../protocol/protocol';
import { defaultSettings } from '../../../experiment/settings';
import { pack, unpack } from './packing';
import type { SavedRun } from './recorder';
import { readRunFile, RunFileError, writeRunFile } from './runFile';
import type { Stored } from './records';

const HEAD: SavedRun = {
  id: '1 ppo',
  name: 'PPO, β 0.2 → 0',
  stage: 'ppo',
  round: 1,
  backend: 'wasm',
  device: 'Node',
  settings: { ...defaultSettings(), klCoef: 0 },
  lineage: {
    start: { model: 'sft', origin: 'shipped' },
    rewardModel: { origin: 'trained', lessons: { simulated: 2000, own: 7, weight: 10 } },
  },
  changes: [],
  begun: 1,
  seconds: 2,
  iteration: 1,
  iterations: 60,
  ending: 'done',
  metrics: { kl: 0.5 },
  everyIteration: 1,
  events: 2,
};

const EVENTS: WorkerEvent[] = [
  { type: 'settings', settings: HEAD.settings },
  { type: 'metrics', stage: 'ppo', iteration: 1, round: 1, values: { kl: 0.5 } },
];

async function whole(events: readonly unknown[] = EVENTS, head: unknown = HEAD): Promise<Stored> {
  const packed = await pack(events.map((event) => JSON.stringify(event)).join('\n'));
  return { head, packed, weights: Uint8Array.from([0, 200, 255]).buffer };
}

async function refusal(bytes: ArrayBuffer): Promise<string> {
  const error: unknown = await readRunFile('mine.run', bytes).catch((thrown: unknown) => thrown);
  if (!(error instanceof RunFileError)) throw new Error('It was not refused with a sentence.');
  return error.message;
}

describe('a run’s file', () => {
  it('comes back as it went in, its policy to the byte', async () => {
    const before = await whole();
    const after = await readRunFile('mine.run', await writeRunFile(before));
    expect(after.head).toEqual(HEAD);
    expect(await unpack(after.packed)).toBe(await unpack(before.packed));
    expect(new Uint8Array(after.weights ?? new ArrayBuffer(0))).toEqual(new Uint8Array([0, 200, 255]));
  });

  it('is refused with what was expected and what came', async () => {
    expect(await refusal(new TextEncoder().encode('holiday').buffer)).toMatch(/“mine.run” was not imported.*gzip/);
    const good = await writeRunFile(await whole());
    expect(await refusal(good.slice(0, good.byteLength - 20))).toMatch(/cut short/);
    expect(await refusal(await pack('{"a":1}'))).toMatch(/no run of this page/);
    expect(await refusal(await pack((await unpack(good)).replace('"version":1', '"version":7')))).toMatch(/version 7/);
    const bad = [...EVENTS, { type: 'metrics', stage: 'ppo', iteration: 1, round: 1, values: { kl: 'much' } }];
    expect(await refusal(await writeRunFile(await whole(bad)))).toMatch(/line 4, values\.kl .*number.*"much"/);
    const code = [{ type: 'microStep', iteration: 1, step: { stage: 'ppo', kind: 'rollout' } }];
    expect(await refusal(await writeRunFile(await whole(code)))).toMatch(/line 2, step/);
    const outside = { ...HEAD, settings: { ...HEAD.settings, klCoef: 99 } };
    expect(await refusal(await writeRunFile(await whole(EVENTS, outside)))).toMatch(
      /line 1, settings\.klCoef .*a number from 0 to 4, and has 99/,
    );
  });

  it('is refused when it was begun at no moment of any calendar', async () => {
    const never = { ...HEAD, begun: 1e99 };
    expect(await refusal(await writeRunFile(await whole(EVENTS, never)))).toMatch(/line 1, begun .* and has 1e\+99/);
  });

  it('is refused when it trained for less than no time', async () => {
    const back = { ...HEAD, ran: -1 };
    expect(await refusal(await writeRunFile(await whole(EVENTS, back)))).toMatch(/line 1, ran .* from 0 .* and has -1/);
    const stage = { type: 'stage', stage: 'ppo', status: 'done', origin: 'trained', iteration: 1, iterations: 60 };
    const event = { ...stage, round: 1, secondsLeft: null, stepsPerSecond: null, missing: [], ran: -1 };
    expect(await refusal(await writeRunFile(await whole([event])))).toMatch(/line 2, ran .* from 0 .* and has -1/);
  });

  it('is refused where it is larger than any run, before it fills the memory', async () => {
    const [first, ...events] = (await unpack(await writeRunFile(await whole()))).split('\n');
    const refused = async (...lines: readonly string[]) => refusal(await pack([first, ...lines].join('\n')));
    const start = '“mine.run” was not imported. ';
    expect(await refused(' '.repeat(70_000_000))).toBe(
      `${start}It unpacks to more than 64 MB, and no run of this page does.`,
    );
    expect(await refused('\n'.repeat(10_000_000))).toBe(
      `${start}At its end it should have at most 200000 lines, and has more.`,
    );
    expect(await refused(`{"type":"${'x'.repeat(2 ** 22)}"}`)).toBe(
      `${start}At line 2 it should have a text of at most 4194304 letters, and has 4194315 letters.`,
    );
    const change = { type: 'changed', stage: 'ppo', iteration: 1, change: { knob: 'klCoef', from: 0, to: 1 } };
    expect(await refused(...events, ...new Array<string>(10_001).fill(JSON.stringify(change)))).toBe(
      `${start}At its end it should have at most 10000 turns of a knob, and points of one curve, and has 10001.`,
    );
    const rounds = { type: 'metrics', stage: 'ppo', iteration: 1, round: 1001, values: {} };
    expect(await refused(JSON.stringify(rounds))).toMatch(
      /At line 2, round it should have a whole number from 0 to 1000, and has 1001\.$/,
    );
    expect(await refused('['.repeat(100_000))).toMatch(
      /At line 2 it should have JSON nested at most 32 levels deep, and has "\[\[/,
    );
  });

  it('takes a million notices no more than any other million lines', async () => {
    const [first] = (await unpack(await writeRunFile(await whole()))).split('\n');
    const notice = JSON.stringify({ type: 'error', sentence: 'It stopped.', detail: '', stage: 'ppo', fatal: false });
    const bytes = await pack(`${first}\n${`${notice}\n`.repeat(600_000)}`);
    expect(await refusal(bytes)).toMatch(/at most 200000 lines, and has more\.$/);
  });

  it('is refused where it has no event, which nothing could show', async () => {
    const [first] = (await unpack(await writeRunFile(await whole()))).split('\n');
    expect(await refusal(await pack(first))).toMatch(/should have at least one line after the first, and has none\.$/);
  });

  it('is refused where its weights are none, or more than any policy has', async () => {
    const [first, ...events] = (await unpack(await writeRunFile(await whole()))).split('\n');
    const refused = async (weights: unknown) =>
      refusal(await pack([JSON.stringify({ ...(JSON.parse(first) as object), weights }), ...events].join('\n')));
    for (const weights of ['§', 'A', 7, ['AAAA'], 'A'.repeat(2 ** 24 + 4)])
      expect(await refused(weights)).toMatch(
        /At line 1, weights it should have weights in base64, of at most 16777216 letters, and has .*\.$/,
      );
  });

  it('leaves out of its metrics what is no finite number', async () => {
    const [first, ...events] = (await unpack(await writeRunFile(await whole()))).split('\n');
    const { head } = await readRunFile(
      'mine.run',
      await pack([first.replace('"kl":0.5', '"kl":1e999'), ...events].join('\n')),
    );
    expect(head).toHaveProperty('metrics', {});
  });

  it('is refused with a sentence whatever its bytes are', async () => {
    const bytes = fc.uint8Array({ maxLength: 60 });
    const gzipped = fc.tuple(fc.boolean(), bytes, fc.string());
    await fc.assert(
      fc.asyncProperty(gzipped, async ([packed, raw, words]) => {
        expect(await refusal(packed ? await pack(words) : Uint8Array.from(raw).buffer)).toMatch(/\.$/);
      }),
      { numRuns: 60 },
    );
  });
});
