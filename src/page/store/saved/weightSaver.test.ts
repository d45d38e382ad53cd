import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { stageEvent } from '../../../testing/workerEvents';
import { collectWrites } from '../../../testing/writes';
import { applyEvent, initialPageModel, type PageModel } from '../run/pageModel';

const bytesOf = (word: string): ArrayBuffer => new TextEncoder().encode(word).buffer;
const fileEvent = (word: string, keep?: string): WorkerEvent => ({
  ...{ type: 'file', name: 'policy.safetensors', bytes: bytesOf(word) },
  ...(keep !== undefined && { keep }),
});

async function open() {
  const modules = [import('./weightSaver'), import('./visits'), import('./runDatabase')] as const;
  const [{ WeightSaver }, { takeVisits }, { weightsOf }] = await Promise.all(modules);
  const { write, settled } = collectWrites();
  const sent: Command[] = [];
  const weights = new WeightSaver(
    (command) => sent.push(command),
    () => 'shipped',
    write,
  );
  let page: PageModel = initialPageModel(defaultSettings());
  const follow = (...events: readonly WorkerEvent[]) => {
    for (const event of events) {
      weights.follow(event, page);
      page = applyEvent(page, event);
    }
  };
  const session = async () => {
    await settled();
    return (await takeVisits())[0]?.session;
  };
  const beside = async (run: string) => {
    await settled();
    return weightsOf(run);
  };
  return { weights, follow, sent, session, beside, page: () => page };
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the saver of weights', () => {
  test('saves what it has asked for, with its stage’s progress, a policy also beside its run', async () => {
    const { weights, follow, sent, session, beside } = await open();
    follow(stageEvent('paused', 4));
    weights.request('ppo', 'a run');
    expect(sent).toEqual([{ type: 'saveFile', stage: 'ppo', keep: 'a run' }]);
    follow(fileEvent('policy', 'a run'));
    const ppo = { bytes: bytesOf('policy'), iteration: 4, iterations: 9 };
    expect(weights.current()).toEqual({ ppo });
    expect(await session()).toMatchObject({ start: 'shipped', settings: defaultSettings(), weights: { ppo } });
    expect(await beside('a run')).toEqual(bytesOf('policy'));
  });

  test('leaves alone a file that the learner or an earlier worker asked for', async () => {
    const { weights, follow, session } = await open();
    follow(stageEvent('paused', 4));
    weights.request('ppo', 'a run');
    weights.leave();
    follow(fileEvent('policy', 'a run'), fileEvent('policy'));
    expect(weights.current()).toEqual({});
    expect(await session()).toBeUndefined();
  });

  test('begins anew with a fresh worker: what an earlier one had trained goes into no later session', async () => {
    const { weights, follow, session } = await open();
    follow(stageEvent('paused', 4));
    weights.request('ppo', 'a run');
    follow(fileEvent('policy', 'a run'));
    weights.leave();
    expect(weights.current()).toEqual({});
    follow(stageEvent('paused', 2, { stage: 'sft' }));
    weights.request('sft', 'another run');
    follow(fileEvent('sft', 'another run'));
    expect(await session()).toHaveProperty('weights', { sft: { bytes: bytesOf('sft'), iteration: 2, iterations: 9 } });
  });

  test('drops the weights of a stage that begins anew', async () => {
    const { weights, follow, session } = await open();
    follow(stageEvent('paused', 4));
    weights.request('ppo', 'a run');
    follow(fileEvent('policy', 'a run'), { type: 'cleared', stage: 'ppo' });
    expect(weights.current()).toEqual({});
    expect(await session()).toMatchObject({ weights: {} });
  });

  test('asks again once a stage is back in an earlier round, and lays that beside no run', async () => {
    const { weights, follow, sent, beside } = await open();
    follow(stageEvent('ready', 0, { round: 2 }), stageEvent('done', 9, { round: 1 }));
    expect(sent).toMatchObject([{ type: 'saveFile', stage: 'ppo' }]);
    const keep = sent.map((command) => (command.type === 'saveFile' ? command.keep : undefined))[0] ?? '';
    follow(fileEvent('policy of round 1', keep));
    expect(weights.current().ppo?.bytes).toEqual(bytesOf('policy of round 1'));
    expect(await beside(keep)).toBeNull();
  });

  test('opens an earlier visit’s weights from copies, which are its own once the worker has them', async () => {
    const { weights, follow, sent, session } = await open();
    const sft = { bytes: bytesOf('sft'), iteration: 9, iterations: 9 };
    weights.expect({ sft });
    weights.open();
    expect(sent).toMatchObject([{ type: 'openFile', stage: 'sft', bytes: bytesOf('sft'), origin: 'kept' }]);
    structuredClone(null, {
      transfer: sent.flatMap((command) => (command.type === 'openFile' ? [command.bytes] : [])),
    });
    expect(weights.current()).toEqual({});
    follow(stageEvent('done', 9, { stage: 'sft', origin: 'kept' }));
    expect(weights.current()).toEqual({ sft: { ...sft, bytes: bytesOf('sft') } });
    expect(await session()).toMatchObject({ weights: { sft } });
  });

  test('saves all of an earlier visit’s weights at once when the worker stands where that visit stood', async () => {
    const { weights, session, page } = await open();
    const ppo = { bytes: bytesOf('policy'), iteration: 3, iterations: 9 };
    weights.expect({ ppo });
    weights.adopt(page());
    expect(weights.current()).toEqual({ ppo });
    expect(await session()).toMatchObject({ weights: { ppo } });
  });
});
