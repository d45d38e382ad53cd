/** Files of runs, of a stage and of the lab: the page's own, made hostile in their heads, events and bytes, bombs included. */
import { gzipSync } from 'node:zlib';
import { SCENARIO_NAMES } from '../../experiment/scenarios';
import { checkKnob, defaultSettings } from '../../experiment/settings';
import { KNOB_NAMES } from '../../experiment/knobs';
import { makeFilm, runAt } from '../../page/store/saved/film';
import { unpack } from '../../page/store/saved/packing';
import { readEvents, readLabEvents, readRunFile, RunFileError } from '../../page/store/saved/runFile';
import { foldLabRun } from '../../page/store/saved/savedLabRun';
import type { Rng } from '../../rng';
import { hold, type Door } from './door';
import { runEvents, runHead } from './runText';
import { bytesOf, hostileBytes, hostileValue, joined, SCRIPT, writeHostile } from './mutations';

const SETTINGS = defaultSettings('XS');
const EPISODE = { prompt: 'hello', response: 'hello !', ended: true, score: 1, gold: 0.5 };

const OF_LAB = {
  first: () => ({
    ...{ format: 'rlhf-playground lab run', version: 1, weights: null },
    head: {
      ...{
        version: 1,
        id: '1 lab',
        name: 'Goodhart',
        scenario: SCENARIO_NAMES[0],
        settings: SETTINGS,
        backend: 'wasm',
      },
      ...{ begun: 1, seconds: 2, prediction: 0, came: 1, imported: false },
      measured: [{ arm: 'yours', quantity: 'gold', x: 1, y: 0.5, error: 0.1 }],
    },
  }),
  events: (): readonly object[] => [
    { type: 'point', arm: 'yours', quantity: 'gold', x: 1, y: 0.5, error: 0.1 },
    { type: 'answers', arm: 'yours', episodes: [EPISODE] },
    { type: 'done' },
  ],
};

const STAGES = ['pretrain', 'sft', 'rewardModel', 'ppo'];

/** What unpacks to far more than it is, with a run's first line before it. */
function bombs(first: string): readonly Uint8Array<ArrayBuffer>[] {
  const packed = (...texts: readonly string[]) => gzipSync(texts.join('\n'));
  const notice = JSON.stringify({ type: 'error', sentence: SCRIPT, detail: '', stage: null, fatal: false });
  return [
    packed(first, ' '.repeat(70_000_000)),
    packed(first, '\n'.repeat(40_000_000)),
    packed(first, new Array<string>(600_000).fill(notice).join('\n')),
    packed(first, `{"type":"samples","episodes":[${'{},'.repeat(5_000_000)}{}]}`),
    packed(first.replace(/"weights":[^,}]*/, () => `"weights":"${'A'.repeat(20_000_000)}"`)),
  ].map((bytes) => new Uint8Array(bytes));
}

const BOMB = 0.004;

/** A file of the first line and the events, in which something is hostile. */
function fileMaker(first: (stage: string) => object, events: (stage: string) => readonly object[]) {
  const made = bombs(JSON.stringify(first('ppo')));
  return (rng: Rng): Uint8Array<ArrayBuffer> => {
    const stage = rng.pick(STAGES);
    const head = JSON.stringify(first(stage));
    if (rng.chance(BOMB)) return rng.pick(made);
    const lines = [head, ...Array.from({ length: 1 + rng.int(12) }, () => JSON.stringify(rng.pick(events(stage))))];
    if (rng.chance(0.3)) lines[0] = writeHostile(hostileValue(first(stage), rng), rng);
    else if (rng.chance(0.8))
      lines[1 + rng.int(lines.length - 1)] = writeHostile(hostileValue(rng.pick(events(stage)), rng), rng);
    const text = bytesOf(lines.join(rng.pick(['\n', '\n', '\n', '\r\n', '\n\n'])));
    const packed = new Uint8Array(gzipSync(rng.chance(0.1) ? hostileBytes(text, rng) : text));
    if (rng.chance(0.1)) return hostileBytes(packed, rng);
    return rng.chance(0.02) ? joined(packed, packed) : packed;
  };
}

/** What has no number for a measurement has NaN there, and draws no point; anything infinite would be drawn as such. */
const isFinite = (value: unknown) =>
  !JSON.stringify(value, (_, each: unknown) => (each === Infinity || each === -Infinity ? '‹none›' : each)).includes(
    '‹none›',
  );

const refusal = (error: unknown) => {
  if (error instanceof RunFileError) return [error.message];
  throw error;
};

function runDoor(name: string, make: (rng: Rng) => Uint8Array<ArrayBuffer>): Door {
  return {
    name,
    place: /^“mine\.run” was not imported\. (At (line \d+|its end)|It|A run)\b/,
    enter: async (rng) => {
      const read = await readRunFile('mine.run', make(rng).buffer).catch(refusal);
      if (Array.isArray(read)) return read;
      const { head, packed } = read;
      hold(
        KNOB_NAMES.every((knob) => 'value' in checkKnob(knob, head.settings[knob])),
        'settings',
      );
      hold(Object.keys(head.settings).length === KNOB_NAMES.length && isFinite(head), 'the head');
      const unpacked = await unpack(packed);
      if (!('stage' in head)) {
        hold(foldLabRun(readLabEvents(unpacked, head.name)).arms.length < 20, 'the run of the lab');
        return [];
      }
      const film = makeFilm(readEvents(unpacked, head.name), head.settings);
      for (const moment of film.moments) hold(isFinite(runAt(film, moment).stages), 'a moment of the replay');
      hold(runAt(film, film.events.length).notices.length <= 5, 'the notices');
      return [];
    },
  };
}

export const runs = runDoor('runs', fileMaker(runHead, runEvents));
export const labRuns = runDoor('lab runs', fileMaker(OF_LAB.first, OF_LAB.events));
