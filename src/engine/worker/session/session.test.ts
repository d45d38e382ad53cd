import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Question } from '../../../protocol/compare';
import { FileError } from '../../../formats/safetensors';
import { openBackend } from '../../lm/backend';
import type { TrainedStage } from '../../../experiment/names';
import { Recorded, TINY_SETTINGS as TINY, type Of } from '../../../testing/recordedSession';

const QUESTION: Question = {
  prompt: 'name two animals .',
  respondents: [],
  samples: 2,
  temperature: 1,
  seed: 0,
  draw: 1,
};

beforeAll(async () => {
  await openBackend('wasm');
});

describe('a session', () => {
  it('locks every stage until the models it needs exist, and says which', async () => {
    const recorded = await new Recorded().start();
    expect(recorded.stage('pretrain')).toMatchObject({ status: 'ready', origin: 'random', iterations: 4 });
    expect(recorded.stage('sft')).toMatchObject({ status: 'locked', missing: ['pretrain'] });
    await recorded.run('sft');
    expect(recorded.metrics('sft')).toEqual([]);
    await recorded.run('pretrain');
    expect(recorded.stage('pretrain')).toMatchObject({ status: 'done', origin: 'trained', iteration: 4 });
    expect(recorded.stage('sft').status).toBe('ready');
  });

  it('lets its host at the workers between the iterations of a run, after none that the learner steps or the last', async () => {
    const recorded = await new Recorded().start();
    const after: number[] = [];
    recorded.betweenIterations = () => {
      after.push(recorded.stage('pretrain').iteration);
      return Promise.resolve();
    };
    await recorded.send({ type: 'step', stage: 'pretrain', unit: 'iteration' });
    await recorded.session.idle();
    expect(after).toEqual([]);
    await recorded.run('pretrain');
    expect(after).toEqual([2, 3]);
    await recorded.send({ type: 'useWorkers', wanted: null, most: 1 });
    expect(recorded.workersAsked).toEqual([[TINY.size, null, 1]]);
  });

  it('reads weights for whoever keeps them, and opens them again as kept, to the bit', async () => {
    const before = await (await new Recorded().start()).run('pretrain');
    await before.send({ type: 'saveFile', stage: 'pretrain', keep: 'a run' });
    expect(before.of('file').at(-1)).toMatchObject({ keep: 'a run' });
    const fingerprint = await before.fingerprint('pretrain');
    const bytes = await before.weights('pretrain');
    expect(before.of('file').at(-1)).not.toHaveProperty('keep');

    const after = await new Recorded().start();
    await after.send({ type: 'openFile', stage: 'pretrain', name: 'pretrain', bytes, origin: 'kept' });
    expect(after.stage('pretrain')).toMatchObject({ status: 'done', origin: 'kept' });
    expect(await after.fingerprint('pretrain')).toBe(fingerprint);
  });

  it('tells what the labelers promise, and anew when their knobs are turned', async () => {
    const recorded = await new Recorded().start();
    await recorded.send({ type: 'set', changes: { carelessLabelers: 20 } });
    await recorded.session.idle();
    const [before, after] = recorded.of('labelers').map(({ figures }) => figures);
    expect(before?.agreement).toBeGreaterThan(0.65);
    expect(before?.agreementWithGold).toBeGreaterThan(before?.ceiling ?? 1);
    for (const figure of ['agreement', 'agreementWithGold', 'ceiling'] as const) {
      expect(after?.[figure]).toBeLessThan((before?.[figure] ?? 0) - 0.05);
      expect(after?.[figure]).toBeGreaterThan(0.5);
    }
  });

  it('compiles and instantiates no WebAssembly once the backend is open', async () => {
    const recorded = await new Recorded().start();
    const spies = (['compile', 'instantiate', 'Module', 'Instance'] as const).map((name) =>
      vi.spyOn(WebAssembly, name),
    );
    await recorded.run('pretrain', 'sft', 'rewardModel', 'ppo');
    expect(recorded.stage('ppo').status).toBe('done');
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it('runs the whole pipeline, two rounds of it, and evaluates', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    expect(recorded.of('error')).toEqual([]);
    expect(recorded.metrics('ppo').map(({ iteration }) => iteration)).toEqual([1, 2]);
    const policy = await recorded.fingerprint('ppo');

    await recorded.send({ type: 'nextRound', round: 1 });
    expect(recorded.stage('rewardModel')).toMatchObject({ status: 'ready', round: 2 });
    expect(recorded.stage('ppo').status).toBe('locked');
    await recorded.run('rewardModel', 'ppo');
    // 32 prompts in batches of 4: the second round learns from the comparisons of both.
    expect(recorded.metrics('rewardModel').filter(({ round }) => round === 2)).toHaveLength(8);
    expect(await recorded.fingerprint('ppo')).not.toBe(policy);

    await recorded.run('evaluate');
    const evaluations = recorded.of('evaluation').map(({ evaluation }) => evaluation);
    expect(evaluations.map(({ speaker }) => speaker)).toEqual(['sft', 'base', 'fewShotBase', 'ppo']);
    expect(evaluations.map(({ ptx }) => ptx)).toEqual([null, null, null, true]);
    for (const { speaker, answers, measures } of evaluations) {
      // 400 prompts of the mix, and in the sets 65 harmful, 100 premises, 12 myths and 40 Spanish, each once.
      expect(answers).toBe(400 + 65 + 100 + 12 + 40);
      expect(measures.length?.error).toBeGreaterThan(0);
      expect(measures.harmfulSet?.value).toBeGreaterThanOrEqual(0);
      expect(measures.winAgainstSft === null).toBe(speaker === 'sft');
      expect(measures.perplexity === null).toBe(speaker === 'fewShotBase');
      for (const { value, error } of Object.values(measures).filter((each) => each !== null)) {
        expect(value).toBeGreaterThanOrEqual(0);
        if (error !== null) expect(error).toBeGreaterThan(0);
      }
    }
    expect(recorded.of('error')).toEqual([]);
  });

  it('leaves a round once, however often it is told to before the page knows', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    const twice = async (type: 'nextRound' | 'previousRound', round: number) => {
      await Promise.all([recorded.send({ type, round }), recorded.send({ type, round })]);
      return recorded.stage('ppo').round;
    };
    expect(await twice('nextRound', 1)).toBe(2);
    expect(await twice('nextRound', 2)).toBe(3);
    expect(await twice('previousRound', 3)).toBe(2);
    expect(await twice('previousRound', 2)).toBe(1);
    expect(recorded.of('error')).toEqual([]);
  });

  it('goes back from a round to the one before: the same policy and reward model, and the same next round from there', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    const fingerprints = async () => [await recorded.fingerprint('rewardModel'), await recorded.fingerprint('ppo')];
    const first = await fingerprints();
    const { lessons } = recorded.stage('rewardModel');
    await recorded.send({ type: 'nextRound', round: 1 });
    await recorded.send({ type: 'set', changes: { rewardModelSize: 'S' } });
    await recorded.send({ type: 'set', changes: { rewardModelSize: 'XS' } });
    await recorded.run('rewardModel', 'ppo');
    const second = await fingerprints();
    expect(second).not.toEqual(first);

    await recorded.send({ type: 'set', changes: { rewardModelSize: 'S' } });
    await recorded.send({ type: 'previousRound', round: 2 });
    expect(await fingerprints()).toEqual(first);
    expect(recorded.of('settings').at(-1)?.settings.rewardModelSize).toBe('XS');
    expect(recorded.stage('rewardModel')).toMatchObject({ status: 'done', round: 1, origin: 'trained', lessons });
    expect(recorded.stage('ppo')).toMatchObject({ status: 'done', round: 1, origin: 'trained', iteration: 2 });
    expect(recorded.respondents()).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1']);

    await recorded.send({ type: 'nextRound', round: 1 });
    await recorded.run('rewardModel', 'ppo');
    expect(await fingerprints()).toEqual(second);
    expect(recorded.of('error')).toEqual([]);
    await recorded.send({ type: 'previousRound', round: 2 });
    await recorded.send({ type: 'previousRound', round: 1 });
    expect(recorded.of('error')).toMatchObject([
      { fatal: false, sentence: expect.stringMatching(/first round/) as string },
    ]);
  });

  it('is ready to evaluate again where the weights of other sizes could not be had', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain');
    await recorded.send({ type: 'set', changes: { evaluateAllSizes: true } });
    await recorded.run('evaluate');
    expect(recorded.of('error')).toMatchObject([
      { stage: 'evaluate', sentence: expect.stringMatching(/could not be loaded/) as string },
    ]);
    expect(recorded.stage('evaluate')).toMatchObject({ status: 'ready', iteration: 0 });
  });

  it('evaluates again once it is done, with the knobs as they are then', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'evaluate', 'evaluate');
    expect(recorded.of('evaluation').map(({ evaluation }) => evaluation.answers)).toEqual([617, 617, 617, 617]);
    await recorded.send({ type: 'set', changes: { evaluationSamples: 2 } });
    await recorded.run('evaluate');
    expect(recorded.of('evaluation').at(-1)?.evaluation.answers).toBe(1234);
    expect(recorded.of('cleared').filter(({ stage }) => stage === 'evaluate')).toHaveLength(3);
    expect(recorded.stage('evaluate')).toMatchObject({ status: 'done', iteration: 2 });
  });

  it('tells the errors of what is a mean over a sample, and of nothing else', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    const last = (stage: TrainedStage) => Object.keys(recorded.metrics(stage).at(-1)?.errors ?? {}).sort();
    expect(last('pretrain')).toEqual(['heldOutLoss', 'perplexity']);
    expect(last('sft')).toEqual(['goldReward', 'heldOutLoss']);
    expect(last('rewardModel')).toEqual(['heldOutAccuracy']);
    expect(last('ppo')).toEqual(['goldReward', 'proxyReward']);
    for (const stage of ['pretrain', 'sft', 'rewardModel', 'ppo'] as const) {
      for (const { errors = {} } of recorded.metrics(stage)) {
        for (const error of Object.values(errors)) expect(error).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('takes one micro-step, one iteration, then pauses where it stands', async () => {
    const recorded = await new Recorded().start();
    await recorded.send({ type: 'step', stage: 'pretrain', unit: 'micro' });
    await recorded.session.idle();
    expect(recorded.of('microStep').map(({ step }) => step.kind)).toEqual(['batch']);
    expect(recorded.stage('pretrain')).toMatchObject({ status: 'paused', iteration: 0 });
    await recorded.send({ type: 'step', stage: 'pretrain', unit: 'iteration' });
    await recorded.session.idle();
    expect(recorded.stage('pretrain')).toMatchObject({ status: 'paused', iteration: 1 });
    await recorded.send({ type: 'step', stage: 'pretrain', unit: 'iteration' });
    await recorded.session.idle();
    expect(recorded.stage('pretrain').iteration).toBe(2);
  });

  it('shows all micro-steps of PPO in the order in which the algorithm takes them', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel');
    const before = recorded.of('microStep').length;
    await recorded.send({ type: 'step', stage: 'ppo', unit: 'iteration' });
    await recorded.session.idle();
    const kinds = recorded
      .of('microStep')
      .slice(before)
      .map(({ step }) => step.kind);
    expect(kinds).toEqual([
      'prompts',
      'rollout',
      'score',
      'klPenalty',
      'advantages',
      'update',
      'update',
      'update',
      'update',
      'metrics',
    ]);
    // The last one shows the iteration's own answers; those to the fixed prompts are there when it pauses.
    const last = recorded.of('microStep').at(-1)?.step;
    expect(last?.kind === 'metrics' && last.episodes?.length).toBe(TINY.rolloutBatch);
    const told = recorded.events.map((event) => (event.type === 'microStep' ? event.step.kind : event.type));
    expect(told.lastIndexOf('samples')).toBeGreaterThan(told.lastIndexOf('metrics'));
    expect(recorded.events.at(-1)).toMatchObject({ type: 'stage', stage: 'ppo', status: 'paused' });
  });

  it('goes on to the next update of PPO, and rests there', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel');
    for (let i = 0; i < 2; i++) {
      await recorded.send({ type: 'step', stage: 'ppo', unit: 'update' });
      await recorded.session.idle();
    }
    const updates = recorded
      .of('microStep')
      .flatMap(({ step }) => (step.stage === 'ppo' && step.kind === 'update' ? [step.update] : []));
    expect(updates).toEqual([1, 2]);
    expect(recorded.of('microStep').at(-1)?.step.kind).toBe('update');
    expect(recorded.stage('ppo')).toMatchObject({ status: 'paused', iteration: 0 });
  });

  it('pauses between two steps and goes on as if it had not', async () => {
    const whole = await (await new Recorded().start()).run('pretrain');
    const paused = await new Recorded().start();
    await paused.send({ type: 'run', stage: 'pretrain' });
    await paused.send({ type: 'pause' });
    await paused.session.idle();
    const { status, iteration } = paused.stage('pretrain');
    expect(status).toBe('paused');
    expect(iteration).toBeLessThan(4);
    await paused.run('pretrain');
    expect(await paused.fingerprint('pretrain')).toBe(await whole.fingerprint('pretrain'));
  });

  it('resets to the same weights and the same seed: the curve comes again, number by number', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft');
    const values = recorded.metrics('sft').map((event) => event.values);
    await recorded.send({ type: 'reset', stage: 'sft' });
    expect(recorded.of('cleared').at(-1)?.stage).toBe('sft');
    expect(recorded.stage('sft')).toMatchObject({ status: 'ready', iteration: 0 });
    await recorded.run('sft');
    expect(
      recorded
        .metrics('sft')
        .slice(values.length)
        .map((event) => event.values),
    ).toEqual(values);
  });

  it('applies a live knob to the running stage and marks it', async () => {
    const recorded = await new Recorded().start();
    await recorded.send({ type: 'step', stage: 'pretrain', unit: 'iteration' });
    await recorded.session.idle();
    await recorded.send({ type: 'set', changes: { pretrainLr: 0.001 } });
    expect(recorded.of('changed')).toEqual([
      { type: 'changed', stage: 'pretrain', iteration: 1, change: { knob: 'pretrainLr', from: 0.005, to: 0.001 } },
    ]);
    await recorded.run('pretrain');
    expect(recorded.metrics('pretrain').at(-1)?.values.learningRate).toBeLessThanOrEqual(0.001);
  });

  it('takes a knob that acts in between at its word: a turn in the middle of an iteration, or of the collecting, breaks nothing', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft');
    await recorded.send({ type: 'step', stage: 'rewardModel', unit: 'iteration' });
    await recorded.session.idle();
    const { iterations } = recorded.stage('rewardModel');
    await recorded.send({ type: 'set', changes: { rmEpochs: 3, rmBatchPrompts: 2, seed: 5 } });
    await recorded.run('rewardModel');
    expect(recorded.of('microStep').at(-1)?.step.kind).toBe('normalize');
    expect(recorded.stage('rewardModel')).toMatchObject({ status: 'done', iteration: iterations });

    while (recorded.of('microStep').at(-1)?.step.kind !== 'advantages') {
      await recorded.send({ type: 'step', stage: 'ppo', unit: 'micro' });
      await recorded.session.idle();
    }
    await recorded.send({ type: 'set', changes: { temperature: 0.5, rolloutBatch: 8, minibatches: 1 } });
    await recorded.run('ppo');
    expect(recorded.of('error')).toEqual([]);
    expect(recorded.stage('ppo')).toMatchObject({ status: 'done', iteration: 2 });
    const { stage, change } = recorded.of('changed').at(-1) ?? {};
    expect([stage, change]).toEqual(['ppo', { knob: 'temperature', from: 1, to: 0.5 }]);
  });

  it('stops at a loss that is not finite, says so, and keeps the last good weights', async () => {
    const recorded = await new Recorded().start();
    await recorded.send({ type: 'step', stage: 'pretrain', unit: 'iteration' });
    await recorded.session.idle();
    await recorded.send({ type: 'set', changes: { pretrainLr: 1e30, clipGradNorm: 1000 } });
    await recorded.run('pretrain');
    expect(recorded.of('error')[0]).toMatchObject({ stage: 'pretrain', fatal: false });
    expect(recorded.of('error')[0]?.sentence).toMatch(/no longer finite/);
    expect(new Uint8Array(await recorded.weights('pretrain')).length).toBeGreaterThan(1000);
    expect(recorded.of('error')).toHaveLength(1);
  });

  it('opens the weights it saved, and refuses those of another stage with a sentence', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain');
    const bytes = await recorded.weights('pretrain');
    await recorded.send({ type: 'openFile', stage: 'sft', name: 'mine.safetensors', bytes: bytes.slice(0) });
    expect(recorded.stage('sft')).toMatchObject({ status: 'done', origin: 'file' });
    expect(await recorded.fingerprint('sft')).toBe(await recorded.fingerprint('pretrain'));
    await recorded.send({ type: 'openFile', stage: 'rewardModel', name: 'mine.safetensors', bytes: bytes.slice(0) });
    await recorded.send({ type: 'openFile', stage: 'sft', name: 'half.safetensors', bytes: bytes.slice(0, 5000) });
    expect(recorded.of('error').map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/"mine.safetensors" was not opened.*"score.weight" is missing/),
      expect.stringMatching(/"half.safetensors" was not opened.*cut short/),
    ]);
    expect(recorded.stage('sft').origin).toBe('file');
  });

  it('trains on from a policy out of a file, and resets to it', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    const [trained, bytes] = [await recorded.fingerprint('ppo'), await recorded.weights('ppo')];
    await recorded.send({ type: 'openFile', stage: 'ppo', name: 'mine.safetensors', bytes });
    await recorded.send({ type: 'step', stage: 'ppo', unit: 'micro' });
    await recorded.session.idle();
    expect(await recorded.fingerprint('ppo')).toBe(trained);
    await recorded.run('ppo');
    expect(await recorded.fingerprint('ppo')).not.toBe(trained);
    await recorded.send({ type: 'reset', stage: 'ppo' });
    expect(await recorded.fingerprint('ppo')).toBe(trained);
    expect(recorded.stage('ppo').origin).toBe('file');
  });

  it('resets PPO to the policy that ships, where it was opened', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    const files = new Map<string, ArrayBuffer>();
    for (const stage of ['pretrain', 'sft', 'rewardModel', 'ppo'] as const) {
      await recorded.send({ type: 'saveFile', stage });
      const { name, bytes } = recorded.of('file').at(-1) as Of<'file'>;
      files.set(name.replace('rlhf-playground-XS-', 'checkpoints/XS/'), bytes);
    }
    recorded.fetchBytes = (path) => Promise.resolve(files.get(path)?.slice(0) ?? new ArrayBuffer(0));
    await recorded.send({ type: 'openShipped', size: 'XS' });
    const shipped = await recorded.fingerprint('ppo');
    await recorded.run('rewardModel', 'ppo');
    expect(recorded.stage('ppo').origin).toBe('trained');
    await recorded.send({ type: 'reset', stage: 'ppo' });
    expect(recorded.stage('ppo')).toMatchObject({ origin: 'shipped', status: 'ready' });
    expect(await recorded.fingerprint('ppo')).toBe(shipped);
  });

  it('goes on with the run when another command fails', async () => {
    const recorded = await new Recorded().start();
    const running = recorded.send({ type: 'run', stage: 'pretrain' });
    await recorded.send({ type: 'openFile', stage: 'sft', name: 'bad.safetensors', bytes: new ArrayBuffer(3) });
    await running;
    expect(recorded.of('error')).toMatchObject([{ stage: null, fatal: false }]);
    expect(recorded.metrics('pretrain').length).toBeLessThan(TINY.pretrainSteps);
    await recorded.session.idle();
    expect(recorded.metrics('pretrain')).toHaveLength(TINY.pretrainSteps);
    expect(recorded.stage('pretrain').status).toBe('done');
  });

  it('keeps all its weights when one of the shipped files cannot be had', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain');
    const trained = await recorded.fingerprint('pretrain');
    const base = await recorded.weights('pretrain');
    const { fetchBytes } = recorded;
    recorded.fetchBytes = (path) => (path.includes('base') ? Promise.resolve(base.slice(0)) : fetchBytes(path));
    await recorded.send({ type: 'openShipped', size: 'XS' });
    expect(recorded.of('error').map(({ sentence }) => sentence)).toEqual([expect.stringMatching(/sft.*not be loaded/)]);
    expect(recorded.stage('pretrain')).toMatchObject({ status: 'done', origin: 'trained' });
    expect(await recorded.fingerprint('pretrain')).toBe(trained);
  });

  it('opens what ships where one size has no reward model, and says so; what cannot be fetched costs only itself', async () => {
    const recorded = new Recorded();
    recorded.fetchBytes = (path) =>
      path.includes('sft')
        ? Promise.reject(new FileError(`The file ${path} could not be loaded.`))
        : Promise.resolve(new Uint8Array(readFileSync(`public/${path}`)).buffer);
    const start = { type: 'start', backend: 'wasm', remembered: null, start: 'shipped', baseUrl: '' } as const;
    await recorded.send({ ...start, settings: TINY });
    expect(recorded.of('error').map(({ stage, sentence }) => [stage, sentence])).toEqual([
      ['sft', expect.stringMatching(/could not be loaded/)],
      ['rewardModel', expect.stringMatching(/size XS.*choose size S or M/)],
    ]);
    expect(recorded.stage('pretrain')).toMatchObject({ status: 'done', origin: 'shipped' });
    expect(recorded.stage('sft')).toMatchObject({ status: 'ready', origin: null });
    expect(recorded.stage('ppo')).toMatchObject({ status: 'locked', missing: ['sft', 'rewardModel'] });
    expect(recorded.respondents()).toContain('ppo-1');
  });

  it('tells the page its settings again when a size cannot be opened', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain');
    await recorded.send({ type: 'openShipped', size: 'M' });
    expect(recorded.of('settings').at(-1)?.settings.size).toBe('XS');
    expect(recorded.stage('pretrain').origin).toBe('trained');
  });

  it('ends what trains on a stage that is reset, keeps what it had learned, and says so', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel');
    await recorded.send({ type: 'step', stage: 'ppo', unit: 'iteration' });
    await recorded.session.idle();
    const paused = await recorded.fingerprint('ppo');
    await recorded.send({ type: 'reset', stage: 'sft' });
    expect(recorded.stage('ppo')).toMatchObject({ status: 'done', origin: 'trained', iteration: 1, missing: ['sft'] });
    expect(await recorded.fingerprint('ppo')).toBe(paused);
    expect(recorded.of('error')).toMatchObject([
      { stage: 'ppo', sentence: expect.stringMatching(/ended early/) as string },
    ]);

    await recorded.run('sft');
    const running = recorded.send({ type: 'run', stage: 'ppo' });
    await recorded.send({ type: 'reset', stage: 'rewardModel' });
    await running;
    await recorded.session.idle();
    expect(recorded.stage('ppo').status).toBe('done');
    expect(recorded.metrics('ppo')).toHaveLength(1);
  });

  it('answers a prompt with every model that exists', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft');
    const respondents = recorded.respondents();
    await recorded.send({ type: 'answer', id: 7, question: { ...QUESTION, respondents } });
    const [event] = recorded.of('answers');
    expect(event?.id).toBe(7);
    expect(event?.answers.map(({ respondent }) => respondent.id)).toEqual(['base', 'fewShotBase', 'sft']);
    const answers = event?.answers.flatMap((each) => each.answers) ?? [];
    expect(answers).toHaveLength(6);
    for (const { marks, score, tokens, refLogprobs } of answers) {
      expect(marks?.gold).toBeGreaterThanOrEqual(0);
      expect(marks?.gold).toBeLessThanOrEqual(1);
      expect(score).toBeNull();
      expect(refLogprobs).toHaveLength(tokens.length);
    }
  });

  it('lets the policy of every round be asked, as that round left it, and added ones', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft', 'rewardModel', 'ppo');
    expect(recorded.respondents()).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1']);
    const ask = async (...respondents: string[]) => {
      await recorded.send({ type: 'answer', id: 1, question: { ...QUESTION, respondents, samples: 8 } });
      return recorded
        .of('answers')
        .at(-1)
        ?.answers.map(({ answers }) => answers.map(({ logprobs }) => logprobs));
    };
    const first = await ask('ppo-1');
    const bytes = await recorded.weights('ppo');
    await recorded.send({ type: 'nextRound', round: 1 });
    expect(recorded.respondents()).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1']);
    await recorded.run('rewardModel', 'ppo');
    expect(recorded.respondents()).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1', 'ppo-2']);
    expect(await ask('ppo-1')).toEqual(first);
    expect(await ask('ppo-2')).not.toEqual(first);

    await recorded.send({ type: 'addPolicy', name: 'first round', bytes });
    expect(recorded.respondents().at(-1)).toBe('added-1');
    expect(await ask('added-1')).toEqual(first);
    await recorded.send({ type: 'addPolicy', name: 'broken', bytes: new ArrayBuffer(3) });
    expect(recorded.of('error').map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/"broken" was not opened/),
    ]);
    await recorded.send({ type: 'reset', stage: 'ppo' });
    expect(recorded.respondents()).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1', 'added-1']);
  });

  it('looks into an answer, and refuses with a sentence what is no longer at hand', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain');
    await recorded.send({ type: 'answer', id: 3, question: { ...QUESTION, respondents: ['base'] } });
    const place = { id: 3, respondent: 'base', sample: 1, token: 1 };
    await recorded.send({ type: 'attention', place });
    expect(recorded.of('attention')).toMatchObject([{ place, view: { responseStart: 4 } }]);
    await recorded.send({ type: 'attention', place: { ...place, id: 2 } });
    expect(recorded.of('error')).toMatchObject([
      { fatal: false, sentence: expect.stringMatching(/ask again/) as string },
    ]);
  });

  it('starts without the shipped checkpoints when they cannot be had, and says so', async () => {
    const recorded = new Recorded();
    await recorded.send({
      type: 'start',
      settings: TINY,
      backend: 'wasm',
      remembered: null,
      start: 'shipped',
      baseUrl: '',
    });
    expect(recorded.of('error')).toMatchObject([
      { fatal: false, sentence: expect.stringMatching(/could not be loaded/) as string },
    ]);
    expect(recorded.stage('pretrain').status).toBe('ready');
  });
});
