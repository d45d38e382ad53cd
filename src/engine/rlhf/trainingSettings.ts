/** Settings as the training functions want them, and the stream of randomness that each stage has of its own. */
import type { Settings } from '../../experiment/settings';
import { Rng } from '../../rng';
import type { OptimizerSettings } from './pretrain';

/** The stream of randomness of one stage in one round. */
export function stageRng(seed: number, stage: string, round = 1): Rng {
  return new Rng(seed).fork(`${stage} ${round}`);
}

export function optimizerSettings(settings: Settings): OptimizerSettings {
  const { adamBeta1, adamBeta2, adamEpsilon, adamForm, clipGradNorm } = settings;
  return { beta1: adamBeta1, beta2: adamBeta2, epsilon: adamEpsilon, form: adamForm, clipGradNorm };
}

/** Settings of all stages as the training functions want them. */
export function trainingSettings(settings: Settings) {
  return { ...settings, optimizer: optimizerSettings(settings) };
}
