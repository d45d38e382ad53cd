/** A session goes on from a snapshot of another as if it had been that one all along: the same numbers, to the bit. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../lm/backend';
import type { StageName, TrainedStage } from '../../../experiment/names';
import { POLICY_BEFORE_RUN } from '../../../protocol/compare';
import type { Snapshot } from '../../../protocol/protocol';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';

async function step(recorded: Recorded, stage: StageName, unit: 'micro' | 'iteration', times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    await recorded.send({ type: 'step', stage, unit });
    await recorded.session.idle();
  }
}

async function snapshotOf(recorded: Recorded): Promise<Snapshot | null | undefined> {
  await recorded.send({ type: 'snapshot' });
  return recorded.of('snapshot').at(-1)?.snapshot;
}

/** Another session that goes on from where this one stands. */
async function resumed(recorded: Recorded): Promise<Recorded> {
  const snapshot = await snapshotOf(recorded);
  if (!snapshot) throw new Error('There is nothing to go on with.');
  const other = await new Recorded().start();
  await other.send({ type: 'resume', snapshot });
  expect(other.of('error')).toEqual([]);
  return other;
}

/** Both run to the end of the stage, and say the same on the way and at the end. */
async function expectTheSame(whole: Recorded, other: Recorded, stage: TrainedStage): Promise<void> {
  const { status, iteration, iterations, origin, round } = whole.stage(stage);
  expect(other.stage(stage)).toMatchObject({ status, iteration, iterations, origin, round });
  expect(status).not.toBe('done');
  const before = whole.metrics(stage).length;
  await whole.run(stage);
  await other.run(stage);
  expect(whole.metrics(stage).length).toBeGreaterThan(before);
  expect(other.metrics(stage)).toEqual(whole.metrics(stage).slice(before));
  expect(await other.fingerprint(stage)).toBe(await whole.fingerprint(stage));
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('a session', () => {
  it('goes on with every stage from the middle of an iteration', async () => {
    const whole = await new Recorded().start();
    for (const stage of ['pretrain', 'sft', 'rewardModel', 'ppo'] as const) {
      await step(whole, stage, 'iteration');
      await step(whole, stage, 'micro', stage === 'ppo' ? 7 : 1);
      await expectTheSame(whole, await resumed(whole), stage);
    }
  });

  it('that has learned nothing stands nowhere, unless the page has results of its models', async () => {
    const shipped = await new Recorded().startShipped();
    expect(await snapshotOf(shipped)).toBeNull();
    await shipped.send({ type: 'snapshot', results: true });
    const { snapshot } = shipped.of('snapshot').at(-1) ?? {};
    if (!snapshot) throw new Error('There is nothing to go on with.');
    const other = await new Recorded().start();
    await other.send({ type: 'resume', snapshot });
    for (const stage of ['pretrain', 'sft', 'rewardModel', 'ppo'] as const) {
      expect(other.stage(stage).origin).toBe('shipped');
      expect(await other.fingerprint(stage)).toBe(await shipped.fingerprint(stage));
    }
  });

  it('still has the policy from before the run of PPO, to be asked beside the present one', async () => {
    const whole = await new Recorded().start();
    await whole.run('pretrain', 'sft', 'rewardModel', 'ppo');
    expect(whole.respondents()).not.toContain(POLICY_BEFORE_RUN);
    await step(whole, 'ppo', 'iteration');
    expect(whole.respondents()).toContain(POLICY_BEFORE_RUN);
    const other = await resumed(whole);
    expect(other.respondents()).toEqual(whole.respondents());
    await other.send({ type: 'reset', stage: 'ppo' });
    expect(other.respondents()).not.toContain(POLICY_BEFORE_RUN);
  });

  it('goes on from the middle of the very first iteration, and from the end of one', async () => {
    for (const [unit, stands] of [
      ['micro', 0],
      ['iteration', 1],
    ] as const) {
      const whole = await new Recorded().start();
      await step(whole, 'pretrain', unit);
      expect(whole.stage('pretrain').iteration).toBe(stands);
      await expectTheSame(whole, await resumed(whole), 'pretrain');
    }
  });

  it('goes on from a session that had gone on itself', async () => {
    const whole = await new Recorded().start();
    await step(whole, 'pretrain', 'micro', 3);
    const second = await resumed(whole);
    for (const each of [whole, second]) await step(each, 'pretrain', 'micro', 2);
    await expectTheSame(whole, await resumed(second), 'pretrain');
  });

  it('takes each micro-step again under the settings that held: those that act at once, and those that wait', async () => {
    const whole = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel');
    await step(whole, 'ppo', 'micro', 6);
    await whole.send({ type: 'set', changes: { policyLr: 1e-3, ppoIterations: 7, rolloutBatch: 8, seed: 5 } });
    await step(whole, 'ppo', 'micro', 2);
    await whole.send({ type: 'set', changes: { clipRange: 0.05 } });
    const other = await resumed(whole);
    expect(other.of('settings').at(-1)?.settings).toEqual(whole.of('settings').at(-1)?.settings);
    await expectTheSame(whole, other, 'ppo');
    expect(whole.metrics('ppo')).toHaveLength(TINY_SETTINGS.ppoIterations);
  });

  it('goes on in the second round, with what the first has left', async () => {
    const whole = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    await whole.send({ type: 'nextRound', round: 1 });
    await step(whole, 'rewardModel', 'iteration', 2);
    const other = await resumed(whole);
    expect(other.respondents()).toEqual(whole.respondents());
    await expectTheSame(whole, other, 'rewardModel');
    expect(other.stage('rewardModel').lessons).toEqual(whole.stage('rewardModel').lessons);
    for (const each of [whole, other]) await step(each, 'ppo', 'micro', 3);
    await expectTheSame(whole, await resumed(other), 'ppo');
  });

  it('goes on with settings that this page would round where they are set, as they are', async () => {
    const settings = { ...TINY_SETTINGS, minibatches: 3, sftBatch: 100, rmBatchPrompts: 50, carelessLabelers: 99 };
    const whole = await (await new Recorded().start(settings)).run('pretrain');
    for (const stage of ['sft', 'rewardModel', 'ppo'] as const) {
      await step(whole, stage, 'micro', stage === 'ppo' ? 6 : 1);
      const other = await resumed(whole);
      expect(other.of('settings').at(-1)?.settings).toEqual(settings);
      await expectTheSame(whole, other, stage);
    }
    // Four episodes: each of the three minibatches has one at least, and none is left out.
    const updates = whole
      .of('microStep')
      .flatMap(({ step: each }) => (each.kind === 'update' && each.stage === 'ppo' ? [each.of] : []));
    expect(new Set(updates)).toEqual(new Set([3 * settings.ppoEpochs]));
  });

  it('keeps what PPO began with, though another fine-tuned model was opened since', async () => {
    const whole = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel');
    const base = await whole.weights('pretrain');
    await step(whole, 'ppo', 'micro', 2);
    await whole.send({ type: 'openFile', stage: 'sft', name: 'other', bytes: base });
    const other = await resumed(whole);
    expect(other.stage('sft')).toMatchObject({ origin: 'file', status: 'done' });
    await expectTheSame(whole, other, 'ppo');
    for (const each of [whole, other]) await each.send({ type: 'reset', stage: 'ppo' });
    for (const each of [whole, other]) await each.run('ppo');
    expect(await other.fingerprint('ppo')).toBe(await whole.fingerprint('ppo'));
  });

  it('goes on between stages, and has nothing to go on with before one has begun', async () => {
    const whole = await new Recorded().start();
    expect(await snapshotOf(whole)).toBeNull();
    await whole.run('pretrain', 'sft', 'rewardModel', 'ppo');
    const other = await resumed(whole);
    for (const stage of ['pretrain', 'sft', 'rewardModel', 'ppo'] as const) {
      expect(other.stage(stage)).toEqual(whole.stage(stage));
      expect(await other.fingerprint(stage)).toBe(await whole.fingerprint(stage));
    }
    expect(other.of('resumed').at(-1)?.stages).toEqual([]);
    for (const each of [whole, other]) await each.send({ type: 'nextRound', round: 1 });
    for (const each of [whole, other]) await step(each, 'rewardModel', 'iteration', 2);
    await expectTheSame(whole, await resumed(other), 'rewardModel');
  });

  it('refuses with a sentence what is no snapshot of this version, and keeps what it has', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain');
    const fingerprint = await recorded.fingerprint('pretrain');
    await step(recorded, 'sft', 'micro');
    const snapshot = await snapshotOf(recorded);
    if (!snapshot) throw new Error('There is no snapshot.');
    const said = new TextDecoder().decode(snapshot.about);
    const spoilt = (from: string, to: string) => new TextEncoder().encode(said.replace(from, to)).buffer;
    const { weights } = snapshot;
    for (const [broken, sentence] of [
      [
        { about: spoilt('"version":1', '"version":2'), weights },
        /only weights come back\. It is of version 2, and this page reads version 1\.$/,
      ],
      [{ about: spoilt('"round":1', '"round":"one"'), weights }, /At round it should have number, and has "one"\.$/],
      [{ about: spoilt('{"floats":0}', '{"floats":99}'), weights }, /At weights.*it should have/],
      [{ about: snapshot.about.slice(0, 100), weights }, /It is damaged: it should be JSON\.$/],
      [{ about: snapshot.about, weights: weights.slice(0, 1000) }, /cut short/],
    ] as const) {
      await recorded.send({ type: 'resume', snapshot: broken });
      expect(recorded.of('error').at(-1)).toMatchObject({
        fatal: false,
        sentence: expect.stringMatching(sentence) as string,
      });
    }
    expect(recorded.of('resumed').every(({ stages }) => stages === null)).toBe(true);
    expect(await recorded.fingerprint('pretrain')).toBe(fingerprint);
    expect(recorded.stage('sft').status).toBe('paused');
  });
});
