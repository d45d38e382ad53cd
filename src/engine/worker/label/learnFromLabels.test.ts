/** Policies that learn from a learner's rankings, in a session with settings so small that all of it takes seconds. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { changeSettings } from '../../../experiment/settings';
import { POLICY_BEFORE_RUN } from '../../../protocol/compare';
import { LEARN_ITERATIONS, type LabelTask, type OwnRanking } from '../../../protocol/label';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { openBackend } from '../../lm/backend';
import { promptsToAsk } from './learnFromLabels';

const SETTINGS = changeSettings(TINY_SETTINGS, { rewardModelSize: 'S', ownLabelWeight: 100, policyLr: 0.001 });

/** Likes the shortest best. */
function ranked({ id, prompt, responses }: LabelTask): OwnRanking {
  const order = responses.map((_, i) => i).sort((a, b) => responses[a].text.length - responses[b].text.length);
  const marked = responses.map((response) => ({ ...response, quality: null, flags: [] }));
  return { id: `ranking ${id}`, prompt, responses: marked, levels: order.map((i) => [i]) };
}

async function desk(changes: Partial<typeof SETTINGS> = {}, rankings = 8): Promise<Recorded> {
  const session = await new Recorded().startShipped(changeSettings(SETTINGS, changes));
  await session.send({ type: 'labelTasks', from: 0, count: rankings, responses: 4, avoid: [] });
  await session.send({ type: 'rankings', rankings: rankingsOn(session) });
  return session;
}

/** Of the prompts that were handed out. */
function rankingsOn(session: Recorded): readonly OwnRanking[] {
  return (session.of('labelTasks').at(-1)?.tasks ?? []).map(ranked);
}

async function learn(session: Recorded) {
  await session.send({ type: 'learnFromLabels' });
  await session.session.idle();
  const { learned } = session.of('labelLearning').at(-1) ?? {};
  if (!learned) throw new Error(`Nothing was learned: ${JSON.stringify(session.of('error'))}`);
  return learned;
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('policies that learn from rankings', () => {
  it('answer the prompts that were ranked and a few others; the same again, to the bit, with no tensor left behind', async () => {
    const session = await desk();
    const learned = await learn(session);
    const before = tf.memory().numTensors;
    expect(learned.iterations).toBe(LEARN_ITERATIONS);
    expect(learned.rankings).toEqual(rankingsOn(session));
    expect(learned.prompts).toHaveLength(12);
    expect(learned.prompts.some((each) => each.with.text !== each.without.text)).toBe(true);
    for (const { before: first, with: last } of learned.prompts) {
      expect([first.score, last.score].every(Number.isFinite)).toBe(true);
    }
    // The two reward models are there already: the policies alone train.
    expect(await learn(session)).toEqual(learned);
    const again = session.of('labelLearning').map(({ progress }) => progress?.doing);
    expect(again.slice(again.lastIndexOf('answers') - 3)).not.toContain('rewardModels');
    expect(tf.memory().numTensors).toBe(before);
    expect(await learn(await desk())).toEqual(learned);
  });

  it.each([
    ['weigh nothing', { ownLabelWeight: 0 }, 8],
    ['are none', {}, 0],
  ])('are one policy where the rankings %s', async (_, changes, rankings) => {
    const { prompts } = await learn(await desk(changes, rankings));
    for (const each of prompts) expect(each.with).toEqual(each.without);
  });

  it('tell how far they are, from the reward models to the answers', async () => {
    const session = await desk();
    await learn(session);
    const progress = session.of('labelLearning').flatMap((event) => event.progress ?? []);
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect([...new Set(progress.map(({ doing }) => doing))]).toEqual(['rewardModels', 'policies', 'answers']);
    expect(session.of('labelEffect').at(-1)?.effect).not.toBeNull();
  });

  it('begin with other reward models where a ranking came, or a knob was turned, while those were training', async () => {
    const session = await desk();
    const rankings = rankingsOn(session);
    const imported = { ...rankings[0], id: 'of mia', file: { name: 'mia', digest: 'one' } };
    await session.send({ type: 'compareLabels' });
    await session.send({ type: 'rankings', rankings: [...rankings, imported] });
    await session.send({ type: 'set', changes: { ownLabelWeight: 50 } });
    await session.session.idle();
    expect(session.of('labelEffect').at(-1)?.effect).toMatchObject({ rankings, learned: 6, keptApart: 2, weight: 100 });
    await session.send({ type: 'adoptLabels' });
    expect(session.stage('rewardModel').lessons).toEqual({ simulated: 16, own: 6, weight: 100 });
    await session.send({ type: 'learnFromLabels' });
    expect(session.of('labelLearning').at(-1)?.progress?.doing).toBe('rewardModels');
    await session.send({ type: 'stopLearning' });
  });

  it('stop between two micro-steps, and leave the reward models', async () => {
    const session = await desk();
    await session.send({ type: 'compareLabels' });
    await session.session.idle();
    const before = tf.memory().numTensors;
    await session.send({ type: 'learnFromLabels' });
    await session.send({ type: 'stopLearning' });
    await session.session.idle();
    expect(session.of('labelLearning').at(-1)).toMatchObject({ progress: null, learned: null });
    expect(session.of('labelLearning').length).toBeLessThan(5);
    expect(tf.memory().numTensors).toBe(before);
    expect(session.of('labelEffect').at(-1)?.effect).not.toBeNull();
    await session.send({ type: 'adoptLearned' });
    expect(session.of('error').at(-1)?.sentence).toMatch(/let it learn first/);
    await session.send({ type: 'adoptLabels' });
    expect(session.stage('rewardModel').origin).toBe('trained');
  });

  it('become the run’s: the very policy that answered, with its reward model, done by its iterations', async () => {
    const session = await desk();
    const { prompts } = await learn(session);
    const told = session.events.length;
    await session.send({ type: 'adoptLearned' });
    expect(session.stage('rewardModel')).toMatchObject({ origin: 'trained', status: 'done', lessons: { own: 6 } });
    expect(session.stage('ppo')).toMatchObject({ origin: 'trained', status: 'done', iteration: LEARN_ITERATIONS });
    expect(session.stage('rewardModel').lessons).not.toHaveProperty('imported');
    for (const { prompt, with: answer } of prompts) {
      const question = { prompt, respondents: ['ppo-1'], samples: 1, temperature: 0, seed: 0, draw: 1 };
      await session.send({ type: 'answer', id: 1, question });
      const [said] = session.of('answers').at(-1)?.answers[0].answers ?? [];
      expect(said.text).toBe(answer.text);
      expect(said.score).toBeCloseTo(answer.score, 4);
    }
    const events = session.events.slice(told).filter((event) => 'stage' in event && event.stage === 'ppo');
    const kinds = events.map((event) => (event.type === 'stage' ? event.status : event.type));
    expect(kinds.filter((kind, i) => kind !== kinds[i - 1])).toEqual(
      expect.arrayContaining(['cleared', 'running', 'metrics', 'samples', 'done']),
    );
    expect(session.metrics('ppo').map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: LEARN_ITERATIONS }, (_, i) => i + 1),
    );
    const { before = [], episodes } = session.of('samples').at(-1) ?? { episodes: [] };
    expect(before.length).toBeGreaterThan(0);
    expect(episodes.map(({ response }) => response)).not.toEqual(before.map(({ response }) => response));
    expect(
      session
        .of('respondents')
        .at(-1)
        ?.respondents.find(({ id }) => id === 'ppo-1')?.lessons?.own,
    ).toBe(6);
    expect(session.of('settings').at(-1)?.settings.ppoIterations).toBe(SETTINGS.ppoIterations);
    expect(session.of('error')).toEqual([]);
  });

  it('are to the bit what the stage itself would have trained', async () => {
    const adopted = await desk();
    await learn(adopted);
    await adopted.send({ type: 'adoptLearned' });
    const trained = await desk({ ppoIterations: LEARN_ITERATIONS });
    await trained.send({ type: 'compareLabels' });
    await trained.session.idle();
    await trained.send({ type: 'adoptLabels' });
    await trained.run('ppo');
    expect(await adopted.fingerprint('rewardModel')).toBe(await trained.fingerprint('rewardModel'));
    expect(await adopted.fingerprint('ppo')).toBe(await trained.fingerprint('ppo'));
    expect(adopted.metrics('ppo')).toEqual(trained.metrics('ppo'));
    expect(adopted.of('samples').at(-1)).toEqual(trained.of('samples').at(-1));
    expect(adopted.of('microStep').at(-1)).toEqual(trained.of('microStep').at(-1));
  });

  it('are gone on from by the next round, and by the next visit', async () => {
    const session = await desk();
    await learn(session);
    await session.send({ type: 'adoptLearned' });
    const adopted = await session.fingerprint('ppo');
    await session.send({ type: 'snapshot' });
    const { snapshot } = session.of('snapshot').at(-1) ?? {};
    if (!snapshot) throw new Error('no snapshot');
    const later = await new Recorded().startShipped(SETTINGS);
    await later.send({ type: 'resume', snapshot });
    expect(later.stage('ppo')).toMatchObject({ status: 'done', iteration: LEARN_ITERATIONS });
    expect(
      later
        .of('respondents')
        .at(-1)
        ?.respondents.find(({ id }) => id === 'ppo-1')?.lessons?.own,
    ).toBe(6);
    for (const each of [session, later]) {
      expect(await each.fingerprint('ppo')).toBe(adopted);
      await each.send({ type: 'nextRound', round: 1 });
      expect(each.stage('ppo')).toMatchObject({ round: 2, status: 'locked' });
      expect(await each.fingerprint('ppo')).toBe(adopted);
    }
  });

  it('are told as gone when their reward model would not fit any more, also those that an earlier visit trained', async () => {
    const session = await desk();
    await session.send({ type: 'snapshot', results: true });
    const { snapshot } = session.of('snapshot').at(-1) ?? {};
    if (!snapshot) throw new Error('no snapshot');
    const later = await new Recorded().startShipped(SETTINGS);
    await later.send({ type: 'resume', snapshot });
    const told = later.events.length;
    await later.send({ type: 'set', changes: { rewardModelSize: 'XS' } });
    const events = later.events.slice(told);
    expect(events).toContainEqual({ type: 'labelLearning', progress: null, learned: null });
    expect(events).toContainEqual({ type: 'labelEffect', fraction: null, effect: null });
  });

  it('make way again: a reset leads back to where PPO began', async () => {
    const session = await desk();
    const shipped = await session.fingerprint('ppo');
    await learn(session);
    await session.send({ type: 'adoptLearned' });
    expect(await session.fingerprint('ppo')).not.toBe(shipped);
    expect(session.respondents()).toContain(POLICY_BEFORE_RUN);
    await session.send({ type: 'reset', stage: 'ppo' });
    expect(await session.fingerprint('ppo')).toBe(shipped);
  });
});

it('the prompts that are asked are those ranked last, the learner’s own first, each once', () => {
  const file = { name: 'mia.jsonl', digest: 'one' };
  const ranking = (i: number, more: Partial<OwnRanking> = {}): OwnRanking => ({
    id: String(i),
    prompt: `prompt ${i}`,
    responses: [],
    levels: [],
    ...more,
  });
  const prompts = promptsToAsk([ranking(1), ranking(2, { file }), ranking(1, { file }), ranking(3)]);
  expect(prompts.slice(0, 3)).toEqual(['prompt 3', 'prompt 1', 'prompt 2']);
  expect(prompts).toHaveLength(7);
  expect(promptsToAsk(Array.from({ length: 40 }, (_, i) => ranking(i)))).toHaveLength(16);
});
