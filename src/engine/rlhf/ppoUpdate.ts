/**
 * One update of PPO-ptx: the clipped losses of a minibatch and the pretraining gradient, all taken in one step
 * (InstructGPT, equation 2 and appendix C.4).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TokenBatch } from '../lm/model';
import type { Rng } from '../../rng';
import { upload } from './minibatches';
import { policyLoss, valueLoss } from './ppoLoss';
import { sampleWindows } from './pretrain';
import type { ActorCritic, CriticRollout } from './rollout';
import type { Advantages } from './advantages';
import type { IterationSettings, Experience } from './iteration';

export interface PpoSettings extends IterationSettings {
  readonly ppoEpochs: number;
  readonly minibatches: number;
  readonly valueLr: number;
  /** β */
  readonly klCoef: number;
  /** ε */
  readonly clipRange: number;
  /** In units of reward; 0 = no clipping. */
  readonly valueClipRange: number;
  readonly gamma: number;
  readonly lambda: number;
  /** γ_ptx; 0 = PPO without the pretraining gradient. */
  readonly ptxCoef: number;
  /** Windows of the corpus in every minibatch. */
  readonly ptxBatch: number;
  /** Weight of the value loss in a shared trunk. */
  readonly valueCoef: number;
}

export interface PpoExperience extends Experience, CriticRollout, Advantages {
  readonly rewards: Float32Array;
  /** Advantages whitened over the iteration's tokens. */
  readonly whitened: Float32Array;
  /** The windows of the corpus that each update so far learned from besides; it grows by one an update. */
  readonly ptxWindows: (TokenBatch | null)[];
}

export interface UpdateMetrics {
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly clipFraction: number;
  readonly approxKl: number;
  readonly ratio: number;
  /** Norms before clipping. */
  readonly gradNorm: number;
  readonly valueGradNorm: number;
  /** Cross entropy on the corpus, nats per token; absent without ptx. */
  readonly ptxLoss?: number;
}

/** An iteration's columns on the device, or those of a minibatch's rows. [B, T] each */
export type Columns = Readonly<Record<'mask' | 'oldLogprobs' | 'advantages' | 'oldValues' | 'returns', tf.Tensor2D>>;

/** Uploads what all minibatches of an iteration share; the tensors belong to the caller. */
export function uploadColumns({ batch, logprobs, whitened, values, returns }: PpoExperience): Columns {
  const { mask } = batch;
  return upload({ mask, oldLogprobs: logprobs, advantages: whitened, oldValues: values, returns }, batch.batch);
}

/** The metrics, still on the device. */
export type UpdateTerms = { readonly [K in keyof UpdateMetrics]: tf.Scalar };

/**
 * Gathers the gradients of one minibatch: those of PPO and of pretraining in the same buffer (InstructGPT, appendix
 * C.4), and the value loss's too when policy and value network share their trunk. The terms belong to the caller.
 */
export async function gatherGradients(
  { policy, valueNetwork }: Pick<ActorCritic, 'policy' | 'valueNetwork'>,
  batch: TokenBatch,
  columns: Columns,
  ptxWindows: TokenBatch | null,
  settings: Pick<PpoSettings, 'clipRange' | 'valueClipRange' | 'valueCoef' | 'temperature' | 'ptxCoef'>,
): Promise<Omit<UpdateTerms, 'gradNorm' | 'valueGradNorm'>> {
  const { clipRange, valueClipRange, valueCoef, temperature, ptxCoef } = settings;
  const [{ loss, ...policyTerms }, value, ptxLoss] = await Promise.all([
    policy.backward(batch, ['logprobs'], ({ logprobs }) => policyLoss(logprobs, columns, clipRange), temperature),
    valueNetwork.backward(batch, ['values'], ({ values }) => {
      const { loss: error } = valueLoss(values, columns, valueClipRange);
      return { error, loss: tf.mul<tf.Scalar>(error, valueNetwork === policy ? valueCoef : 1) };
    }),
    ptxWindows ? policy.backwardCrossEntropy(ptxWindows, undefined, ptxCoef) : null,
  ]);
  value.loss.dispose();
  return { ...policyTerms, policyLoss: loss, valueLoss: value.error, ...(ptxLoss ? { ptxLoss } : {}) };
}

/** Windows of the corpus for one minibatch; null without ptx. */
export function samplePtxWindows(
  corpus: Uint16Array,
  { ptxCoef, ptxBatch }: Pick<PpoSettings, 'ptxCoef' | 'ptxBatch'>,
  rng: Rng,
): TokenBatch | null {
  return ptxCoef > 0 ? sampleWindows(corpus, ptxBatch, rng) : null;
}

/** One minibatch: all its gradients are taken in one step. */
export async function update(
  networks: Pick<ActorCritic, 'policy' | 'valueNetwork'>,
  batch: TokenBatch,
  columns: Columns,
  ptxWindows: TokenBatch | null,
  settings: PpoSettings,
): Promise<UpdateTerms> {
  const { policy, valueNetwork } = networks;
  const { policyLr, valueLr } = settings;
  const terms = await gatherGradients(networks, batch, columns, ptxWindows, settings);
  const optimizer = { ...settings.optimizer, weightDecay: 0 };
  const gradNorm = policy.step({ ...optimizer, learningRate: policyLr });
  const valueGradNorm =
    valueNetwork === policy ? tf.clone(gradNorm) : valueNetwork.step({ ...optimizer, learningRate: valueLr });
  return { ...terms, gradNorm, valueGradNorm };
}
