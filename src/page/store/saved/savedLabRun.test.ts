import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FinishedRun, LabEvent, LabRecording } from '../../../protocol/lab';
import { SCENARIO_NAMES, scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import { OUTCOMES } from '../lab/outcomes';
import { text } from '../../text/text';
import { foldLabRun, savedLabRun } from './savedLabRun';
import { pack, unpack } from './packing';
import { readHead, readLabRun } from './readRun';
import { readRunFile, RunFileError, writeRunFile } from './runFile';
import type { SavedLabRun } from './savedLabRun';
import type { Whole } from './records';

/** The run that ships, as if it had been done in this tab. */
function finished(scenario: ScenarioName, more: Partial<FinishedRun> = {}): FinishedRun {
  const bytes = gunzipSync(readFileSync(`public/recordings/${scenario}.recording`));
  const recording = JSON.parse(bytes.toString()) as LabRecording;
  return { ...recording, backend: 'wasm', begun: 1_790_000_000_000, prediction: 1, ...more };
}

async function whole(run: FinishedRun): Promise<Whole<SavedLabRun>> {
  const { head, lines } = savedLabRun(run);
  // As IndexedDB does.
  return { head: structuredClone(head), packed: await pack(lines.join('\n')), weights: null };
}

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  if (!(error instanceof RunFileError)) throw new Error('It was not refused with a sentence.');
  return error.message;
}

describe('a saved run of the lab', () => {
  it.each(SCENARIO_NAMES)(
    'of %s comes back as the run that it was, from the database and from a file',
    async (scenario) => {
      const run = finished(scenario);
      const saved = await whole(run);
      const back = await readLabRun(saved);
      expect(back.run).toEqual(foldLabRun(run.events));
      expect(back.head).toEqual(saved.head);
      const { events: _, ...rest } = run;
      expect(back.head).toMatchObject(rest);
      const file = await readRunFile('mine.run', await writeRunFile(saved));
      expect(file.head).toEqual(saved.head);
      expect(await unpack(file.packed)).toBe(await unpack(saved.packed));
    },
  );

  it('keeps what was predicted, the hands counted, that it was played, and what came out', async () => {
    const run = finished('goodhart', { prediction: 0, tally: [1, 2, 3], recorded: true });
    const saved = await whole(run);
    const { head } = await readRunFile('mine.run', await writeRunFile(saved));
    expect(head).toMatchObject({ prediction: 0, tally: [1, 2, 3], recorded: true });
    expect(head).toMatchObject({ came: OUTCOMES.goodhart(foldLabRun(run.events)) });
    const { came: _, ...older } = saved.head;
    expect(readHead(older)).toEqual(older);
    expect(readHead({ ...saved.head, tally: [1, 2] })).toHaveProperty('problem');
    expect(readHead({ ...saved.head, came: 9 })).toHaveProperty('problem');
  });

  it('says what every arm measured last, also what was not a number', async () => {
    const point = (arm: string, x: number, y: number): LabEvent => ({ type: 'point', arm, quantity: 'gold', x, y });
    const events = [point('usual', 1, 0.5), point('yours', 1, 0.2), point('usual', 2, 0.6), point('yours', 2, NaN)];
    const saved = await whole(finished('verbosity', { events }));
    const { head, run } = await readLabRun(saved);
    expect(head.measured).toEqual([
      { arm: 'usual', quantity: 'gold', x: 2, y: 0.6 },
      { arm: 'yours', quantity: 'gold', x: 2, y: NaN },
    ]);
    expect(run.arms[1]?.points.gold?.at(-1)).toEqual({ x: 2, y: NaN });
    expect((await readRunFile('mine.run', await writeRunFile(saved))).head).toEqual(head);
  });

  it('is named by its scenario, its seed and what was turned', () => {
    const settings = scenarioSettings('goodhart');
    const name = (changes: Partial<typeof settings>) =>
      savedLabRun(finished('goodhart', { settings: { ...settings, ...changes } })).head.name;
    const { title } = text.lab.scenarios.goodhart;
    expect(name({})).toBe(`${title} (seed 0)`);
    expect(name({ seed: 3, klCoef: 0.05 })).toBe(`${title} (seed 3, β 0.05)`);
  });
});

describe('what the database holds and the page cannot show', () => {
  it('is listed with its name and a sentence that says what was expected and what came', async () => {
    const { head } = await whole(finished('tamer'));
    expect(readHead(head)).toEqual(head);
    const { id, name, begun } = head;
    expect(readHead({ ...head, version: 2 })).toEqual({ id, name, begun, problem: text.runs.file.newer('2') });
    const problemWith = (changes: Readonly<Record<string, unknown>>) => {
      const read = readHead({ ...head, ...changes });
      return 'problem' in read ? read.problem : '';
    };
    expect(problemWith({ scenario: 'alchemy' })).toMatch(/scenario .*"alchemy"/);
    expect(problemWith({ settings: { ...head.settings, seed: -1 } })).toMatch(
      /settings\.seed .* whole number from 0 .* -1\.$/,
    );
    const { length } = text.lab.scenarios.tamer.choices;
    expect(problemWith({ prediction: 9 })).toContain(`prediction it should have ${text.runs.file.choice(length)}`);
    expect(problemWith({ came: 9 })).toContain(`came it should have ${text.runs.file.choice(length)}, and has 9`);
    expect(problemWith({ tally: [1] })).toContain(`tally it should have ${length} entries`);
    expect(readHead({ id: 'x' })).toMatchObject({ id: 'x', begun: 0, name: text.runs.nameless });
  });

  it('is shown again with a knob that the page has gained since', async () => {
    const { head } = await whole(finished('tamer'));
    const { clipRange: _, ...older } = head.settings;
    expect(readHead({ ...head, settings: older })).toEqual(head);
  });

  it('is refused with a sentence where what it measured is damaged', async () => {
    const saved = await whole(finished('tamer'));
    const half = { ...saved, packed: saved.packed.slice(0, 200) };
    expect(await refusal(readLabRun(half))).toBe(text.runs.lab.damaged(saved.head.name));
    const lines = '{"type":"point","arm":"yours","quantity":"gold","x":1,"y":"much"}';
    expect(await refusal(readLabRun({ ...saved, packed: await pack(lines) }))).toMatch(/line 1, y .*"much"/);
    expect(await refusal(readRunFile('mine.run', await writeRunFile({ ...saved, packed: await pack(lines) })))).toMatch(
      /“mine.run” was not imported.*line 2, y/,
    );
  });
});
