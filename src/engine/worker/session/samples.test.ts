/** What the page shows of a stage at work: the same requests answered before and now, by real networks. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { openBackend } from '../../lm/backend';
import * as answered from '../../rlhf/evaluation/answered';
import { bestAndWorst } from './samples';

const OWN = 'describe the owl .';

let recorded: Recorded;

const samplesOf = (stage: TrainedStage) => recorded.of('samples').filter((event) => event.stage === stage);

beforeAll(async () => {
  await openBackend('wasm');
  recorded = await new Recorded().start(TINY_SETTINGS);
  await recorded.run(...TRAINED_STAGES);
});

describe('samples', () => {
  it('come of every stage as it runs, at its end at the latest, with those of the model that it began with', () => {
    for (const stage of TRAINED_STAGES) {
      const last = samplesOf(stage).at(-1);
      expect(last?.iteration, stage).toBe(recorded.stage(stage).iterations);
      expect(last?.before?.map(({ prompt }) => prompt)).toEqual(last?.episodes.map(({ prompt }) => prompt));
      expect(last?.episodes.length).toBeGreaterThanOrEqual(4);
    }
  });

  it('stay the same where nothing changed, and what came before stays what it was', () => {
    const [first, last] = [samplesOf('ppo')[0], samplesOf('ppo').at(-1)];
    expect(last?.before).toEqual(first.before);
    const before = samplesOf('sft')
      .at(-1)
      ?.episodes.map(({ response }) => response);
    // PPO begins with the fine-tuned model, and both are asked with the same dice.
    expect(last?.before?.map(({ response }) => response)).toEqual(before);
  });

  it('carry a score where there is a reward model, and gold where the judge can read the prompt', () => {
    expect(
      samplesOf('ppo')
        .at(-1)
        ?.episodes.every(({ score, gold }) => score !== null && gold !== null),
    ).toBe(true);
    expect(
      samplesOf('pretrain')
        .at(-1)
        ?.episodes.map(({ gold }) => gold !== null),
    ).toEqual([false, false, true, true]);
  });

  it('are, of a reward model, its scores of the same answers: 0 before it has learned anything', () => {
    const { before = [], episodes } = samplesOf('rewardModel').at(-1) ?? { episodes: [] };
    expect(before.map(({ response }) => response)).toEqual(episodes.map(({ response }) => response));
    expect(before.every(({ score }) => score === 0)).toBe(true);
    expect(episodes.some(({ score }) => score !== 0)).toBe(true);
  });

  it('come when they are asked for, with the learner’s own prompt last; the others do not change by it', async () => {
    const without = samplesOf('ppo').at(-1)?.episodes;
    await recorded.send({ type: 'sample', stage: 'ppo', ownPrompt: OWN });
    const { episodes, before } = samplesOf('ppo').at(-1) ?? { episodes: [] };
    expect(episodes.at(-1)?.prompt).toBe(OWN);
    expect(before?.at(-1)?.prompt).toBe(OWN);
    expect(episodes.slice(0, -1)).toEqual(without);
    // One that stands there already is not answered twice.
    for (const ownPrompt of [null, 'write a mean story about the cow .']) {
      await recorded.send({ type: 'sample', stage: 'ppo', ownPrompt });
      expect(samplesOf('ppo').at(-1)?.episodes).toEqual(without);
    }
  });

  it('change no weight', async () => {
    const plain = await new Recorded().start(TINY_SETTINGS);
    await plain.run('pretrain');
    const watched = await new Recorded().start(TINY_SETTINGS);
    for (let i = 0; i < TINY_SETTINGS.pretrainSteps; i++) {
      await watched.send({ type: 'step', stage: 'pretrain', unit: 'iteration' });
      await watched.session.idle();
      await watched.send({ type: 'sample', stage: 'pretrain', ownPrompt: OWN });
    }
    expect(await watched.fingerprint('pretrain')).toBe(await plain.fingerprint('pretrain'));
  });

  it('draw the answers before training once, and those that a reward model scores', async () => {
    const began = vi.spyOn(answered, 'answerAll');
    const drawn = async () => {
      began.mockClear();
      await recorded.send({ type: 'sample', stage: 'rewardModel', ownPrompt: null });
      const scored = began.mock.calls.length;
      await recorded.send({ type: 'sample', stage: 'ppo', ownPrompt: null });
      await recorded.send({ type: 'sample', stage: 'ppo', ownPrompt: null });
      return [scored, began.mock.calls.length - scored];
    };
    expect(await drawn()).toEqual([1, 3]);
    began.mockClear();
    await recorded.send({ type: 'sample', stage: 'rewardModel', ownPrompt: null });
    await recorded.send({ type: 'sample', stage: 'rewardModel', ownPrompt: null });
    expect(began).toHaveBeenCalledTimes(1);
    began.mockRestore();
  });

  it('of a stage that has not run are drawn before training once', async () => {
    const shipped = await new Recorded().startShipped();
    const began = vi.spyOn(answered, 'answerAll');
    for (const _ of ['once', 'twice']) await shipped.send({ type: 'sample', stage: 'ppo', ownPrompt: null });
    expect(began).toHaveBeenCalledTimes(3);
    began.mockRestore();
  });

  it('are none of a stage without weights', async () => {
    const fresh = await new Recorded().start(TINY_SETTINGS);
    await fresh.send({ type: 'sample', stage: 'sft', ownPrompt: null });
    expect(fresh.of('samples')).toEqual([]);
    expect(fresh.of('error')).toEqual([]);
  });
});

describe('the best and the worst answer', () => {
  const episode = (prompt: string, response: string, gold: number | null) => ({
    ...{ prompt, response, gold, ended: true, score: null },
  });

  it('of each prompt, best first; the same answer once', () => {
    const [a, b, c] = [episode('x', 'a', 0.5), episode('x', 'b', 1), episode('x', 'c', 0)];
    const [d, e] = [episode('y', 'd', 1), episode('y', 'd', 1)];
    expect(bestAndWorst([a, b, c, d, e])).toEqual([b, c, d]);
    expect(bestAndWorst([episode('z', 'f', null), episode('z', 'g', null)])).toHaveLength(2);
  });
});
