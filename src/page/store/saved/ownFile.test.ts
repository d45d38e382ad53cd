/** Runs that this page trains, as the recorder records them: what the reader refuses in strangers' files is in none of them. */
import { beforeAll, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import { TRAINED_STAGES } from '../../../experiment/names';
import { Recorded, speechless, TINY_SETTINGS } from '../../../testing/recordedSession';
import { applyEvent, initialPageModel } from '../run/pageModel';
import { pack, unpack } from './packing';
import { eventLines, Recorder, type StageRecording } from './recorder';
import { readEvents, readRunFile, writeRunFile } from './runFile';

/** All that was recorded of the session's events. */
function recordingsOf({ events }: Recorded): readonly StageRecording[] {
  const ended: StageRecording[] = [];
  const recorder = new Recorder(
    (recording) => ended.push(recording),
    () => 1000,
    'this visit',
  );
  events.reduce((run, event) => {
    recorder.record(event, run);
    return applyEvent(run, event);
  }, initialPageModel(TINY_SETTINGS));
  return ended;
}

async function comeBack({ head, entries, running }: StageRecording): Promise<readonly string[]> {
  const lines = eventLines({ head, entries, running });
  const whole = { head: { ...head, name: head.stage, events: lines.length }, packed: await pack(lines.join('\n')) };
  const read = await readRunFile('own.run', await writeRunFile({ ...whole, weights: null }));
  expect(read.head).toEqual(JSON.parse(JSON.stringify(whole.head)));
  const unpacked = await unpack(read.packed);
  expect(unpacked).toBe(lines.join('\n'));
  const steps = readEvents(unpacked, 'own').flatMap((event) => (event.type === 'microStep' ? [event.step] : []));
  return [...new Set(steps.map(({ stage, kind }) => `${stage} ${kind}`))];
}

/** With every micro-step shown. */
const slow = { type: 'speed', microStepsPerSecond: 1000 } as const;

const OF_COMPARISONS = ['rewardModel comparisons', 'rewardModel batch', 'rewardModel update', 'rewardModel normalize'];
const OF_PPO = ['prompts', 'rollout', 'score', 'klPenalty', 'advantages', 'update', 'metrics'].map(
  (kind) => `ppo ${kind}`,
);

let weights: ArrayBuffer;

beforeAll(async () => {
  await openBackend('wasm');
});

it('every stage’s run comes back from its file, with every kind of micro-step', async () => {
  const recorded = await new Recorded().start();
  await recorded.send(slow);
  await recorded.run(...TRAINED_STAGES);
  weights = await recorded.weights('pretrain');
  const kinds = await Promise.all(recordingsOf(recorded).map(comeBack));
  const learnt = (stage: string) => [`${stage} batch`, `${stage} update`];
  expect(kinds).toEqual([learnt('pretrain'), learnt('sft'), OF_COMPARISONS, OF_PPO]);
});

it('runs come back in which all answers are alike, so that there is no pair', async () => {
  const recorded = await new Recorded().startWith(speechless(weights), { ...TINY_SETTINGS, rmBatchPrompts: 1 });
  await recorded.send(slow);
  await recorded.run('rewardModel', 'ppo');
  expect(await Promise.all(recordingsOf(recorded).map(comeBack))).toEqual([OF_COMPARISONS, OF_PPO]);
});
