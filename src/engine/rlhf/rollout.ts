/**
 * Episodes of the policy and what the networks say of them: log-probabilities under policy and reference, entropy, exact
 * KL and, where there is a critic, value of every token, the score of every response; all of it in one readback. The old
 * log-probabilities come from the same forward as in training, not from the sampler, so that the ratio of the first
 * minibatch is 1.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../lm/model';
import { consume, readAll } from '../lm/read';
import { Rng } from '../../rng';
import { chatPrompt } from '../../world/promptFormats';
import type { Prompt } from '../../world/prompt';
import { checkKl } from './invariants';
import { exactKl } from './kl';
import { respond, type Response } from './respond';
import { sequenceBatch, type SequenceBatch, atLastPlace } from './sequences';

/** The networks of an algorithm that learns from rollouts. */
export interface Networks {
  readonly policy: Model;
  /** The fine-tuned model, frozen. */
  readonly referencePolicy: Model;
  /** Frozen as well. */
  readonly rewardModel: Model;
}

/** PPO's four networks. With a shared trunk the value network is the policy itself. */
export interface ActorCritic extends Networks {
  readonly valueNetwork: Model;
}

export interface Rollout {
  readonly prompts: readonly Prompt[];
  readonly responses: readonly Response[];
  readonly batch: SequenceBatch;
  /** Of every target, nats. [B·T] each */
  readonly logprobs: Float32Array;
  readonly refLogprobs: Float32Array;
  readonly entropy: Float32Array;
  /** KL(π ‖ π_ref) of the next token at every place, nats. [B·T] */
  readonly kl: Float32Array;
  /** The reward model's score of every response, read at its last token. [B] */
  readonly scores: Float32Array;
  /** Scores over the vocabulary in the first episode, under policy and reference, for the page. [T·V] each */
  readonly exampleLogits: Float32Array;
  readonly exampleRefLogits: Float32Array;
  /** The generator as it stood before the sampler's first draw, so that the page can draw the first episode again. */
  readonly drawnFrom: Rng;
}

export interface CriticRollout extends Rollout {
  /** Value before every token. [B·T] */
  readonly values: Float32Array;
}

type Sampled = Pick<Rollout, 'prompts' | 'responses' | 'batch' | 'drawnFrom'>;

async function sample(policy: Model, prompts: readonly Prompt[], temperature: number, rng: Rng): Promise<Sampled> {
  const texts = prompts.map(({ text }) => text);
  const drawnFrom = new Rng(...rng.key);
  drawnFrom.position = rng.position;
  const responses = await respond(policy, texts, 'chat', temperature, rng);
  const batch = sequenceBatch(responses.map(({ tokens }, i) => ({ prompt: chatPrompt(texts[i]), response: tokens })));
  return { prompts, responses, batch, drawnFrom };
}

/** What policy and reference say of the responses, still on the device. */
async function policyColumns({ policy, referencePolicy }: Networks, batch: SequenceBatch, temperature: number) {
  const [now, reference] = await Promise.all([
    policy.forward(batch, ['logprobs', 'entropy', 'logits'], temperature),
    referencePolicy.forward(batch, ['logprobs', 'logits'], temperature),
  ]);
  const firstRow = (logits: tf.Tensor3D) => tf.slice(logits, 0, 1);
  const said = { ...now, refLogprobs: reference.logprobs, refLogits: reference.logits };
  return consume(said, ({ logprobs, refLogprobs, entropy, logits, refLogits }) => ({
    logprobs,
    refLogprobs,
    entropy,
    kl: exactKl(logits, refLogits),
    exampleLogits: firstRow(logits),
    exampleRefLogits: firstRow(refLogits),
  }));
}

async function scoreColumn({ rewardModel }: Networks, batch: SequenceBatch) {
  return consume(await rewardModel.forward(batch, ['values']), ({ values }) => ({
    scores: atLastPlace(values, batch),
  }));
}

/** What policy, reference and reward model say of the responses, still on the device. */
async function columnsOf(networks: Networks, batch: SequenceBatch, temperature: number) {
  const [said, scored] = await Promise.all([policyColumns(networks, batch, temperature), scoreColumn(networks, batch)]);
  return { ...said, ...scored };
}

export async function collectRollout(
  networks: Networks,
  prompts: readonly Prompt[],
  temperature: number,
  rng: Rng,
): Promise<Rollout> {
  const sampled = await sample(networks.policy, prompts, temperature, rng);
  const { batch } = sampled;
  const columns = await readAll(await columnsOf(networks, batch, temperature));
  checkKl(columns.kl, batch.mask);
  return { ...sampled, ...columns };
}

/** A rollout with the values of a critic. */
export async function collectCriticRollout(
  networks: ActorCritic,
  prompts: readonly Prompt[],
  temperature: number,
  rng: Rng,
): Promise<CriticRollout> {
  const sampled = await sample(networks.policy, prompts, temperature, rng);
  const { batch } = sampled;
  const [said, { values }] = await Promise.all([
    columnsOf(networks, batch, temperature),
    networks.valueNetwork.forward(batch, ['values']),
  ]);
  const columns = await readAll({ ...said, values });
  checkKl(columns.kl, batch.mask);
  return { ...sampled, ...columns };
}
