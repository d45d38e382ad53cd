import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabEvent, LabRecording } from '../../../protocol/lab';
import { scenarioSettings } from '../../../experiment/scenarios';
import { fetchRecording, play } from './recordings';

const PAGE = 'http://127.0.0.1/class/';

const events: LabEvent[] = Array.from({ length: 25 }, (_, i) => ({
  type: 'point',
  arm: 'yours',
  quantity: 'gold',
  x: i,
  y: i / 25,
}));

const recording: LabRecording = {
  scenario: 'goodhart',
  settings: scenarioSettings('goodhart', 'recorded'),
  backend: 'WASM',
  seconds: 60,
  events: [...events, { type: 'done' }],
};

function serve(body: BodyInit | null, status = 200) {
  const asked = vi.fn((_: URL) => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal('fetch', asked);
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('fetching a recording', () => {
  it('unpacks it', async () => {
    const asked = serve(new Uint8Array(gzipSync(JSON.stringify(recording))));
    expect(await fetchRecording('goodhart', PAGE)).toEqual(recording);
    expect(asked.mock.calls[0]?.[0].href).toBe(`${PAGE}recordings/goodhart.recording`);
  });

  it('takes one that the server has unpacked', async () => {
    serve(JSON.stringify(recording));
    expect(await fetchRecording('goodhart', PAGE)).toEqual(recording);
  });

  it('says which file was not there', async () => {
    serve('not found', 404);
    await expect(fetchRecording('goodhart', PAGE)).rejects.toThrow(
      '/class/recordings/goodhart.recording was not found (status 404).',
    );
  });

  it('refuses what is no recording', async () => {
    serve('<!doctype html>');
    await expect(fetchRecording('goodhart', PAGE)).rejects.toThrow();
  });
});

describe('playing', () => {
  let told: LabEvent[] = [];
  const tell = (some: readonly LabEvent[]) => void told.push(...some);

  beforeEach(() => {
    told = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells all events in order within the time, the first of them now', () => {
    play(recording.events, 1000, tell, () => false);
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(recording.events.length);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(recording.events);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells all at once in no time', () => {
    play(recording.events, 0, tell, () => false);
    expect(told).toEqual(recording.events);
  });

  it('waits while it is held, and goes on where it was', () => {
    let held = false;
    play(recording.events, 1000, tell, () => held);
    const sofar = told.length;
    held = true;
    vi.advanceTimersByTime(5000);
    expect(told).toHaveLength(sofar);
    held = false;
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(recording.events);
  });

  it('stops when told to', () => {
    const stop = play(recording.events, 1000, tell, () => false);
    stop();
    const sofar = told.length;
    vi.advanceTimersByTime(5000);
    expect(told).toHaveLength(sofar);
  });
});
