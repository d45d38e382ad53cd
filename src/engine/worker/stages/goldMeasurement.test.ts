/** The mean gold that the first view shows: of every model, in turns, and only as long as it is wanted. */
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { SPEAKERS } from '../../../experiment/names';
import { openBackend } from '../../lm/backend';
import { Recorded } from '../../../testing/recordedSession';

let recorded: Recorded;

beforeAll(async () => {
  await openBackend('wasm');
});

beforeEach(async () => {
  recorded = await new Recorded().startShipped();
});

const measured = () => recorded.of('meanGold');

it('is told after every few prompts, model by model, to the end, and the same each time', async () => {
  await recorded.send({ type: 'measureGold', on: true });
  await recorded.session.idle();
  const first = measured();
  expect(first.filter(({ done }) => done).map(({ speaker }) => speaker)).toEqual(SPEAKERS);
  expect(first.slice(0, 4).map(({ prompts }) => prompts)).toEqual([25, 50, 75, 100]);
  const [base, , sft, ppo] = first.filter(({ done }) => done).map(({ gold }) => gold?.value ?? NaN);
  expect(base).toBeLessThan(sft);
  expect(base).toBeLessThan(ppo);
  await recorded.send({ type: 'measureGold', on: true });
  await recorded.session.idle();
  expect(measured().slice(first.length)).toEqual(first);
});

it('stops when it is told to, or when its models go', async () => {
  const stopped = async (stop: () => Promise<void>) => {
    await recorded.send({ type: 'measureGold', on: true });
    await stop();
    const before = measured().length;
    await recorded.session.idle();
    expect(measured().length).toBe(before);
    expect(before).toBeLessThan(16);
  };
  await stopped(() => recorded.send({ type: 'measureGold', on: false }));
  await stopped(() => recorded.send({ type: 'openShipped', size: 'XS' }));
});
