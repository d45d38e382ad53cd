import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POLICY_BEFORE_RUN, type Question, type RespondentAnswers } from '../../../protocol/compare';
import { FileError } from '../../../formats/safetensors';
import { openBackend } from '../../lm/backend';
import { readAll } from '../../lm/read';
import type { WorkerEvent } from '../../../protocol/protocol';
import { languageModel, randomParameters, scalarModel, withScalarHead } from '../../rlhf/networks';
import { scoreSequences } from '../../rlhf/rewardModel';
import { sequenceBatch } from '../../rlhf/sequences';
import { Rng } from '../../../rng';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import { chatPrompt } from '../../../world/promptFormats';
import { VOCABULARY } from '../../../world/vocabulary';
import { Compare } from './compare';
import type { PipelineModels } from './respondents';
import { StageWeights } from '../stages/stageWeights';
import { ShippedWeights, writeWeights } from '../stages/weightFiles';

const SETTINGS = changeSettings(defaultSettings('XS'), { rewardModelSize: 'XS' });

/** Weights large enough that the models differ plainly. */
const loud = (seed: number) => randomParameters('XS', seed).map((weight) => 4 * weight);

/** A scalar head that is not 0. */
function scores(): Float32Array {
  const rng = new Rng(5);
  return withScalarHead('XS', loud(4)).map((weight) => (weight === 0 ? rng.normal(0, 0.1) : weight));
}

const QUESTION: Question = {
  prompt: 'name two animals .',
  respondents: ['base', 'fewShotBase', 'sft', 'ppo-1'],
  samples: 3,
  temperature: 1,
  seed: 0,
  draw: 1,
};

let events: WorkerEvent[];
let compare: Compare;
let pipeline: PipelineModels;

beforeAll(async () => {
  await openBackend('wasm');
});

beforeEach(() => {
  events = [];
  compare = new Compare((event) => events.push(event));
  const stageWeights = new StageWeights(new ShippedWeights(() => Promise.reject(new Error('Nothing ships here.'))));
  stageWeights.set('pretrain', loud(1), 'trained');
  stageWeights.set('sft', loud(2), 'trained');
  stageWeights.set('ppo', loud(3), 'trained');
  stageWeights.set('rewardModel', scores(), 'trained');
  pipeline = { stageWeights, settings: SETTINGS, round: 1, ownPolicy: true };
});

function last<T extends WorkerEvent['type']>(type: T) {
  const found = events.filter((event): event is Extract<WorkerEvent, { type: T }> => event.type === type).at(-1);
  if (!found) throw new Error(`No event "${type}" was told.`);
  return found;
}

async function ask(changes: Partial<Question> = {}, id = 1): Promise<readonly RespondentAnswers[]> {
  await compare.execute({ type: 'answer', id, question: { ...QUESTION, ...changes } }, pipeline);
  return last('answers').answers;
}

const texts = (answers: readonly RespondentAnswers[]) =>
  answers.map((each) => each.answers.map(({ tokens }) => tokens.join(' ')));

function by(answers: readonly RespondentAnswers[], id: string) {
  const found = answers.find(({ respondent }) => respondent.id === id);
  if (!found) throw new Error(`${id} did not answer.`);
  return found.answers;
}

const policyFile = (seed: number): ArrayBuffer => writeWeights('ppo', loud(seed), SETTINGS).bytes;

describe('the answers to a question', () => {
  it('are the same for the same question, others for the next draw, and fewer are the first of more', async () => {
    const first = texts(await ask());
    expect(first.map((each) => each.length)).toEqual([3, 3, 3, 3]);
    expect(texts(await ask())).toEqual(first);
    expect(texts(await ask({ samples: 8 })).map((each) => each.slice(0, 3))).toEqual(first);
    expect(texts(await ask({ draw: 2 }))).not.toEqual(first);
    expect(texts(await ask({ seed: 1 }))).not.toEqual(first);
  });

  it('are one, the likeliest, when greedy', async () => {
    const greedy = texts(await ask({ temperature: 0 }));
    expect(greedy.map((each) => each.length)).toEqual([1, 1, 1, 1]);
    expect(texts(await ask({ temperature: 0, draw: 9 }))).toEqual(greedy);
  });

  it('come from those alone who are asked', async () => {
    const answers = await ask({ respondents: ['ppo-1', 'base', 'nobody'] });
    expect(answers.map(({ respondent }) => respondent.id)).toEqual(['base', 'ppo-1']);
  });

  it('hold what a forward pass says of every token, under the model and under the reference', async () => {
    const answers = by(await ask(), 'ppo-1');
    for (const [of, seed] of [
      ['logprobs', 3],
      ['refLogprobs', 2],
    ] as const) {
      const model = languageModel('XS', loud(seed));
      for (const answer of answers) {
        const response = answer.tokens.map((token) => VOCABULARY.indexOf(token));
        const prompt = chatPrompt(QUESTION.prompt);
        const row = sequenceBatch([{ prompt, response }]);
        const { logprobs } = await readAll(await model.forward(row, ['logprobs']));
        answer[of]?.forEach((logprob, t) => expect(logprob).toBeCloseTo(logprobs[prompt.length - 1 + t], 4));
        expect(answer[of]).toHaveLength(response.length);
      }
      model.dispose();
    }
  });

  it('of the fine-tuned model are as likely as under the reference, to the bit', async () => {
    for (const { logprobs, refLogprobs } of by(await ask(), 'sft')) expect(logprobs).toEqual(refLogprobs);
  });

  it('of the prompted base are compared but for its end', async () => {
    for (const { ended, logprobs } of by(await ask({ samples: 8 }), 'fewShotBase')) {
      expect(logprobs.map((logprob) => logprob === null)).toEqual(
        logprobs.map((_, t) => ended && t === logprobs.length - 1),
      );
    }
  });

  it('are scored by the reward model and judged as the world reads the prompt', async () => {
    const answers = by(await ask(), 'sft');
    const rewardModel = scalarModel('XS', scores());
    const sequences = answers.map(({ tokens }) => ({
      prompt: chatPrompt(QUESTION.prompt),
      response: tokens.map((token) => VOCABULARY.indexOf(token)),
    }));
    const expected = await scoreSequences(rewardModel, sequences);
    rewardModel.dispose();
    answers.forEach(({ score, marks }, i) => {
      expect(score).toBeCloseTo(expected[i], 4);
      expect(marks?.gold).toBeCloseTo(
        (marks?.helpful ?? NaN) * (0.7 + 0.3 * (marks?.honest ?? NaN)) * (marks?.harmless ?? NaN),
        10,
      );
    });
  });

  it('have no marks where the judge cannot read the prompt, even when it is as long as a prompt may be', async () => {
    const prompt = Array.from({ length: 20 }, () => 'the').join(' ');
    for (const { answers } of await ask({ prompt })) {
      expect(answers.map(({ marks }) => marks)).toEqual([null, null, null]);
      expect(answers.every(({ score }) => score !== null && Number.isFinite(score))).toBe(true);
    }
  });

  it('go without what does not exist yet, and leave no tensor behind', async () => {
    pipeline.stageWeights.forget('rewardModel');
    pipeline.stageWeights.forget('sft');
    const before = tf.memory().numTensors;
    const answers = await ask();
    expect(answers.map(({ respondent }) => respondent.id)).toEqual(['base', 'fewShotBase', 'ppo-1']);
    for (const { score, refLogprobs } of by(answers, 'ppo-1')) expect([score, refLogprobs]).toEqual([null, null]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('who can be asked', () => {
  it('is told when it changes, and not else', () => {
    compare.emitRespondents(pipeline);
    compare.emitRespondents(pipeline);
    expect(events).toHaveLength(1);
    expect(last('respondents').respondents.map(({ id }) => id)).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1']);
  });

  it('is the policy of every round, and of this one only once it has one of its own', async () => {
    compare.respondents.addRound(1, loud(6));
    const ids = (ownPolicy: boolean) =>
      compare.respondents.list({ ...pipeline, round: 2, ownPolicy }).map(({ id }) => id);
    expect(ids(false)).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1']);
    expect(ids(true)).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1', 'ppo-2']);
    pipeline = { ...pipeline, round: 2 };
    const [first, second] = await ask({ respondents: ['ppo-1', 'ppo-2'] });
    expect(texts([first])).not.toEqual(texts([second]));
    compare.respondents.forgetRounds();
    expect(ids(true)).toEqual(['base', 'fewShotBase', 'sft', 'ppo-2']);
  });

  it('is the policy from before the run, too, unless a round before has ended with it', () => {
    const before = loud(6);
    compare.respondents.policyBeforeRun = { parameters: before, origin: 'shipped' };
    const list = (changes: Partial<PipelineModels> = {}) => compare.respondents.list({ ...pipeline, ...changes });
    expect(list().slice(3)).toEqual([
      { id: POLICY_BEFORE_RUN, speaker: 'ppo', round: 1, name: null, origin: 'shipped', beforeRun: true },
      { id: 'ppo-1', speaker: 'ppo', round: 1, name: null, origin: 'trained' },
    ]);
    expect(list({ ownPolicy: false }).map(({ id }) => id)).toEqual(['base', 'fewShotBase', 'sft']);
    compare.respondents.addRound(1, before);
    expect(list({ round: 2 }).map(({ id }) => id)).toEqual(['base', 'fewShotBase', 'sft', 'ppo-1', 'ppo-2']);
  });

  it('takes in a policy from a file, which answers as its weights do, and lets it go again', async () => {
    await compare.execute({ type: 'addPolicy', name: 'mine', bytes: policyFile(3) }, pipeline);
    const added = last('respondents').respondents.at(-1);
    expect(added).toEqual({ id: 'added-1', speaker: 'ppo', round: null, name: 'mine', origin: 'file' });
    const answers = await ask({ respondents: ['ppo-1', 'added-1'] });
    expect(by(answers, 'added-1')).toEqual(by(answers, 'ppo-1'));
    await compare.execute({ type: 'removePolicy', respondent: 'added-1' }, pipeline);
    expect(last('respondents').respondents.map(({ id }) => id)).toEqual(QUESTION.respondents);
  });

  it('refuses weights of another size with a sentence, and loses nothing', async () => {
    await compare.execute({ type: 'addPolicy', name: 'mine', bytes: policyFile(3) }, pipeline);
    const small = { ...pipeline, settings: changeSettings(SETTINGS, { size: 'S' }) };
    const adding = compare.execute({ type: 'addPolicy', name: 'tiny', bytes: policyFile(3) }, small);
    await expect(adding).rejects.toThrow(FileError);
    await expect(adding).rejects.toThrow(/"tiny" was not opened.*another size.*should have shape/);
    expect(last('respondents').respondents.map(({ name }) => name)).toContain('mine');
    expect(compare.respondents.list(small).map(({ name }) => name)).not.toContain('mine');
    expect(compare.respondents.list(pipeline).map(({ name }) => name)).toContain('mine');
  });
});

describe('a look into an answer', () => {
  it('shows how every head shares its attention among the tokens before', async () => {
    const answers = by(await ask(), 'fewShotBase');
    const place = { id: 1, respondent: 'fewShotBase', sample: 1, token: 2 };
    await compare.execute({ type: 'attention', place }, pipeline);
    const { view } = last('attention');
    expect(view.tokens.slice(0, view.responseStart).join(' ')).toMatch(/name two animals \. answer :$/);
    expect(view.tokens.slice(view.responseStart)).toEqual(answers[1]?.tokens.slice(0, 2));
    expect(view.weights.map((heads) => heads.length)).toEqual([2, 2]);
    for (const shares of view.weights.flat()) {
      expect(shares).toHaveLength(view.tokens.length);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
  });

  it('is into the weights that gave the answer, though training has gone on', async () => {
    await ask();
    const look = async () => {
      await compare.execute(
        { type: 'attention', place: { id: 1, respondent: 'ppo-1', sample: 0, token: 1 } },
        pipeline,
      );
      return last('attention').view;
    };
    const before = await look();
    pipeline.stageWeights.set('ppo', loud(7), 'trained');
    expect(await look()).toEqual(before);
  });

  it('can still be taken after an example for the first view was answered', async () => {
    await ask();
    await compare.execute({ type: 'answer', id: 2, question: QUESTION, example: true }, pipeline);
    expect(last('answers').example).toBe(true);
    const place = { id: 1, respondent: 'sft', sample: 0, token: 0 };
    await compare.execute({ type: 'attention', place }, pipeline);
    expect(last('attention').place).toEqual(place);
  });

  it('is refused with a sentence when the answers are no longer at hand', async () => {
    await ask();
    await ask({}, 2);
    for (const changes of [{ id: 1 }, { respondent: 'nobody' }, { sample: 8 }, { token: 99 }]) {
      const place = { id: 2, respondent: 'sft', sample: 0, token: 0, ...changes };
      await expect(compare.execute({ type: 'attention', place }, pipeline)).rejects.toThrow('no longer at hand');
    }
  });
});
