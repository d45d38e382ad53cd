import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { LabEvent, LabRecording } from '../../../protocol/lab';
import { applyLabEvent, NO_LAB_RUN, type LabModel } from './labRun';

const FOLDER = 'public/recordings';

const fold = (events: readonly LabEvent[], run: LabModel = NO_LAB_RUN) => events.reduce(applyLabEvent, run);

const point = (arm: string, x: number, y: number, error?: number): LabEvent => ({
  type: 'point',
  arm,
  quantity: 'gold',
  x,
  y,
  ...(error === undefined ? {} : { error }),
});

describe('the fold of the lab’s events', () => {
  it('keeps each arm’s measurements in order, arms as they come', () => {
    const run = fold([point('a', 1, 0.1, 0.01), point('b', 1, 0.2), point('a', 2, 0.3)]);
    expect(run.arms.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(run.arms[0]?.points).toEqual({
      gold: [
        { x: 1, y: 0.1, error: 0.01 },
        { x: 2, y: 0.3 },
      ],
    });
  });

  it('tells what an arm is at until the run is done, and keeps the last answers', () => {
    const doing: LabEvent = { type: 'doing', arm: 'a', doing: 'sft', fraction: 0.5 };
    const episode = { prompt: 'hello !', response: 'hello !', ended: true, score: null, gold: 1 };
    const busy = fold([doing, { type: 'answers', arm: 'a', episodes: [] }]);
    expect(busy.doing).toEqual({ arm: 'a', doing: 'sft', fraction: 0.5 });
    const done = fold([{ type: 'answers', arm: 'a', episodes: [episode] }, { type: 'done' }], busy);
    expect(done).toMatchObject({ doing: null, done: true, problem: null });
    expect(done.arms[0]?.answers).toEqual([episode]);
  });

  it('keeps the round that asks to be judged until the next one or the end', () => {
    const response = { prompt: 'hello !', tokens: ['hello', '!'], text: 'hello !', ended: false };
    const round = { round: 1, rounds: 2, responses: [response] };
    const asking = fold([
      { type: 'asked', ...round },
      { type: 'doing', arm: 'yours', doing: 'feedback', fraction: 0 },
    ]);
    expect(asking.asked).toEqual(round);
    expect(fold([{ type: 'asked', ...round, round: 2 }], asking).asked?.round).toBe(2);
    expect(fold([{ type: 'done' }], asking).asked).toBeNull();
  });

  it('keeps what was measured before a problem', () => {
    const run = fold([point('a', 1, 0.1), { type: 'error', sentence: 'It broke.', detail: 'stack' }]);
    expect(run).toMatchObject({ done: false, doing: null, problem: { sentence: 'It broke.', detail: 'stack' } });
    expect(run.arms).toHaveLength(1);
  });

  it('changes nothing of the run that it is given', () => {
    const before = fold([point('a', 1, 0.1)]);
    const copy = structuredClone(before);
    fold([point('a', 2, 0.2), { type: 'done' }], before);
    expect(before).toEqual(copy);
  });
});

describe('a recording', () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.recording')))(
    '%s gives the same run, told at once or in pieces',
    (file) => {
      const { events } = JSON.parse(gunzipSync(readFileSync(`${FOLDER}/${file}`)).toString()) as LabRecording;
      const atOnce = fold(events);
      const half = Math.floor(events.length / 2);
      const inPieces = fold(events.slice(half), fold(events.slice(0, half)));
      expect(inPieces).toEqual(atOnce);
      expect(atOnce).toMatchObject({ done: true, problem: null });
    },
  );
});
