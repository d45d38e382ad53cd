/** Where an older page's stages stood opens in this one, also if that page had known other knobs, and goes on as it would have. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../protocol/protocol';
import { databasesOf, deviation, DUMPS, recordsOf, textOf } from '../../../testing/keptBy4edd3b3/fixtures';
import { turnedSettings, type Turn } from '../../../testing/keptBy4edd3b3/turnedSettings';
import { OTHER_PAGES } from '../../../testing/keptBy4edd3b3/turns';
import { Recorded } from '../../../testing/recordedSession';
import { openBackend } from '../../lm/backend';
import { rankedPairs } from '../../rlhf/pairwiseLoss';
import { readSnapshot, type SessionState } from './snapshot';

function snapshotIn(dump: (typeof DUMPS)[number], turn: Turn): Snapshot {
  const [{ value }] = recordsOf(databasesOf(dump), 'rlhf-playground runs', 'unfinished');
  return (turnedSettings(value, turn) as { readonly snapshot: Snapshot }).snapshot;
}

/** In JSON, as the older page wrote it. */
function stateIn(dump: (typeof DUMPS)[number]): SessionState {
  const { about } = snapshotIn(dump, (settings) => settings);
  return (JSON.parse(new TextDecoder().decode(about)) as { readonly state: SessionState }).state;
}

/** All settings in it, those of the micro-steps that are taken again too. */
function settingsIn({ settings, runs }: SessionState): readonly unknown[] {
  return [settings, ...runs.flatMap(({ inputs, taken }) => [inputs.settings, ...taken.map((each) => each.settings)])];
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe.each(OTHER_PAGES)('settings $named', ({ turn, expected }) => {
  test.each(DUMPS)('where the stages of %s stood is read', (dump) => {
    const state = readSnapshot(snapshotIn(dump, turn));
    const before = settingsIn(stateIn(dump));
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(settingsIn(state)).toEqual(before.map(expected));
  });
});

/** A ranking as the older page wrote it: the order of the responses, and the pairs of those that are tied. */
interface OlderRanking {
  readonly ranking: readonly number[];
  readonly ties: readonly (readonly [number, number])[];
}

function pairsOf({ ranking, ties }: OlderRanking): (readonly [number, number])[] {
  const all = ranking.flatMap((better, i) => ranking.slice(i + 1).map((worse) => [better, worse] as const));
  const tied = ties.map((pair) => [...pair].sort().join());
  return all.filter((pair) => !tied.includes([...pair].sort().join()));
}

test('rankings are read as the levels that they had, the learner’s own too', () => {
  const dump = 'databaseRewardModel.json';
  const [run] = readSnapshot(snapshotIn(dump, (settings) => settings)).runs;
  const [older] = stateIn(dump).runs as unknown as readonly {
    readonly inputs: { readonly rewardModel: { readonly own: readonly OlderRanking[] } };
    readonly memory: { readonly collected: readonly (readonly [number, readonly OlderRanking[]])[] };
  }[];
  const own = run.inputs.rewardModel?.ownRankings ?? [];
  expect(own.length).toBeGreaterThan(0);
  expect(own.map(rankedPairs)).toEqual(older.inputs.rewardModel.own.map(pairsOf));
  const collected = (run.memory?.collected ?? []).flatMap(([, comparisons]) => comparisons);
  expect(collected.length).toBeGreaterThan(0);
  expect(collected.map(rankedPairs)).toEqual(
    older.memory.collected.flatMap(([, comparisons]) => comparisons).map(pairsOf),
  );
});

/** The learner had not turned these: whoever lacks them goes on as if they had been kept. */
test.each(OTHER_PAGES.filter(({ named }) => named !== 'without klCoef'))(
  'PPO goes on as it would have there, but for rounding, with settings $named',
  async ({ turn }) => {
    const { atTheEnd } = JSON.parse(textOf('expected.json')) as {
      readonly atTheEnd: { readonly iteration: number; readonly metrics: Readonly<Record<string, number>> };
    };
    const recorded = await new Recorded().start();
    await recorded.send({ type: 'resume', snapshot: snapshotIn('database.json', turn) });
    expect(recorded.of('resumed')).toEqual([{ type: 'resumed', stages: ['ppo'] }]);
    await recorded.run('ppo');
    expect(recorded.of('error')).toEqual([]);
    expect(recorded.stage('ppo')).toMatchObject({ status: 'done', iteration: atTheEnd.iteration });
    expect(deviation(recorded.metrics('ppo').at(-1)?.values ?? {}, atTheEnd.metrics)).toBeLessThan(1e-5);
  },
);
