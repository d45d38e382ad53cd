/** What PyTorch is given so that it does the same work on the same weights and the same tokens. */
import { openBackend } from '../../../src/engine/lm/backend';
import type { GptConfig } from '../../../src/engine/lm/config';
import { createModel } from '../../../src/engine/lm/createModel';
import type { TokenBatch } from '../../../src/engine/lm/model';
import { readScalars } from '../../../src/engine/lm/read';
import { promptGroups } from '../../../src/engine/rlhf/iteration';
import { makeWorld } from '../../../src/engine/rlhf/makeWorld';
import { randomParameters } from '../../../src/engine/rlhf/networks';
import { windowsAt } from '../../../src/engine/rlhf/pretrain';
import { ROW_WIDTH } from '../../../src/engine/rlhf/sequences';
import { trainingSettings } from '../../../src/experiment/settings';
import { stageRng } from '../../../src/rng';
import { chatPrompt } from '../../../src/world/promptFormats';
import { CONTEXT, EOT, MAX_RESPONSE, PAD } from '../../../src/world/vocabulary';
import type { LaneMeasure } from '../plan';
import { configOf, firstWeights, iterationSettings, NEW_TOKENS, OPTIMIZER, PROMPT, randomBatch } from '../work';

export interface GivenTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** What is given for one measure. */
export interface TorchWork {
  readonly config: GptConfig;
  readonly weights: Float32Array;
  /** The tokens by whose loss both sides are compared; in training those of every step. */
  readonly batch: TokenBatch;
  readonly tensors: Readonly<Record<string, GivenTensor>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The longest prompt. */
const PROMPT_WIDTH = ROW_WIDTH - MAX_RESPONSE;

/** Batches of prompts before they come again. */
const PROMPT_BATCHES = 64;

/** Prompts of the world, padded on the left, and by how much. [batches, rows, width], [batches, rows] */
function paddedPrompts(measure: LaneMeasure): Readonly<Record<'prompts' | 'padding', GivenTensor>> {
  const { seed, wordings } = iterationSettings(measure);
  const rows = PROMPT_BATCHES * measure.batch;
  const prompts = promptGroups(rows, 1, stageRng(seed, 'ppo'), wordings).map(({ text }) => chatPrompt(text));
  const values = new Int32Array(rows * PROMPT_WIDTH).fill(PAD);
  prompts.forEach((prompt, row) => values.set(prompt, (row + 1) * PROMPT_WIDTH - prompt.length));
  const shape = [PROMPT_BATCHES, measure.batch];
  return {
    prompts: { shape: [...shape, PROMPT_WIDTH], values },
    padding: { shape, values: Int32Array.from(prompts, ({ length }) => PROMPT_WIDTH - length) },
  };
}

function iteration(measure: LaneMeasure): TorchWork {
  const settings = iterationSettings(measure);
  const { corpus } = makeWorld(settings);
  const starts = Array.from({ length: settings.ptxBatch }, (_, i) => i * CONTEXT);
  return {
    config: configOf(measure),
    weights: randomParameters(measure.size, settings.seed),
    batch: windowsAt(corpus, starts, CONTEXT),
    tensors: { corpus: { shape: [corpus.length], values: Int32Array.from(corpus) }, ...paddedPrompts(measure) },
    settings: { ...trainingSettings(settings), lam: settings.lambda, maxResponse: MAX_RESPONSE, end: EOT, pad: PAD },
  };
}

/** Throws for work that PyTorch takes no part in. */
export function torchWork(measure: LaneMeasure): TorchWork {
  const { work, batch: rows } = measure;
  if (work === 'iteration') return iteration(measure);
  if (work !== 'training' && work !== 'rollout') throw new Error(`PyTorch takes no part in "${work}".`);
  const config = configOf(measure);
  const batch = randomBatch(rows, work === 'training' ? CONTEXT : PROMPT);
  const settings = { optimizer: OPTIMIZER, newTokens: NEW_TOKENS };
  return { config, weights: firstWeights(config), batch, tensors: {}, settings };
}

/** The loss of our own network with these weights, nats per token. */
export async function ourLoss({ config, weights, batch }: TorchWork): Promise<number> {
  await openBackend('wasm');
  const model = createModel(config, weights);
  const { loss } = await readScalars({ loss: await model.backwardCrossEntropy(batch) });
  model.dispose();
  return loss;
}
