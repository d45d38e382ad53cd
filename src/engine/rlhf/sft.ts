/**
 * Stage 1, supervised fine-tuning on demonstrations: cross entropy of the response's tokens alone, the end token
 * included, prompt and padding excluded. Warm-up over 5 % of the steps, then a cosine to 10 % (InstructGPT, appendix C,
 * without its residual dropout).
 */
import { warmupCosine } from '../lm/adamw';
import type { Model } from '../lm/model';
import { readAll, readScalars } from '../lm/read';
import type { Rng } from '../../rng';
import { chatPrompt } from '../../world/promptFormats';
import type { Demonstration } from '../../world/demonstrations';
import { encode } from '../../world/tokenizer';
import { EOT } from '../../world/vocabulary';
import { estimate, type Estimate, type Observation } from '../../estimates';
import type { LanguageModelMetrics, OptimizerSettings } from './pretrain';
import { batchesOfEpochs, sequenceBatch, type Sequence } from './sequences';

export interface SftSettings {
  readonly sftEpochs: number;
  readonly sftBatch: number;
  readonly sftLr: number;
  readonly sftWeightDecay: number;
}

export type SftStep =
  | { readonly kind: 'batch'; readonly demonstrations: readonly Demonstration[] }
  | {
      readonly kind: 'update';
      readonly step: number;
      readonly steps: number;
      readonly demonstrations: readonly Demonstration[];
      readonly metrics: LanguageModelMetrics;
    };

export function demonstrationSequence({ prompt, response }: Demonstration): Sequence {
  return { prompt: chatPrompt(prompt.text), response: [...encode(response), EOT] };
}

/** Trains on demonstrations, of which `done` batches were learned before; the settings are read anew at each step. */
export async function* sft(
  model: Model,
  demonstrations: readonly Demonstration[],
  settings: () => SftSettings & { readonly optimizer: OptimizerSettings },
  rng: Rng,
  done = 0,
): AsyncGenerator<SftStep> {
  const { sftEpochs, sftBatch } = settings();
  for (const { batch: chosen, step, steps } of batchesOfEpochs(demonstrations, sftEpochs, sftBatch, rng, done)) {
    yield { kind: 'batch', demonstrations: chosen };
    const { sftLr, sftWeightDecay, optimizer } = settings();
    const learningRate = sftLr * warmupCosine(step, steps);
    const batch = sequenceBatch(chosen.map(demonstrationSequence));
    const loss = await model.backwardCrossEntropy(batch, batch.mask);
    const gradNorm = model.step({ ...optimizer, learningRate, weightDecay: sftWeightDecay });
    const metrics = { ...(await readScalars({ loss, gradNorm })), learningRate };
    yield { kind: 'update', step: step + 1, steps, demonstrations: chosen, metrics };
  }
}

/** Cross entropy of response tokens over demonstrations that were not trained on, nats per token; clustered by prompt. */
export async function demonstrationEstimate(
  model: Model,
  demonstrations: readonly Demonstration[],
  batchSize = 32,
): Promise<Estimate> {
  const observed: Observation[] = [];
  for (let from = 0; from < demonstrations.length; from += batchSize) {
    const chosen = demonstrations.slice(from, from + batchSize);
    const batch = sequenceBatch(chosen.map(demonstrationSequence));
    const { logprobs } = await readAll(await model.forward(batch, ['logprobs']));
    chosen.forEach(({ prompt }, row) => {
      const [start, end] = [row * batch.time, (row + 1) * batch.time];
      const mask = batch.mask.subarray(start, end);
      const loss = logprobs.subarray(start, end).reduce((sum, logprob, t) => sum - logprob * mask[t], 0);
      const tokens = mask.reduce((sum, counted) => sum + counted, 0);
      observed.push({ prompt: prompt.text, of: loss, over: tokens });
    });
  }
  return estimate(observed);
}

/** Mean cross entropy of response tokens over demonstrations that were not trained on, nats per token. */
export async function demonstrationLoss(...of: Parameters<typeof demonstrationEstimate>): Promise<number> {
  return (await demonstrationEstimate(...of)).mean;
}
