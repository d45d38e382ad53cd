/** Times the fused room against the plain one on the current backend, at size S, in turns. */
import { USUAL_ADAMW } from '../../lm/adamw';
import { createModel, plainRoom } from '../../lm/createModel';
import { CONTEXT, VOCABULARY } from '../../../world/vocabulary';
import { worldConfig } from '../../rlhf/networks';
import { initialParameters } from '../../lm/layout';
import type { Model } from '../../lm/model';
import { readScalars } from '../../lm/read';
import { Rng } from '../../../rng';
import { ROWS, type BenchRow, type BenchWork, type Spread } from '../../../protocol/bench';

const PROMPT = 8;
const NEW_TOKENS = 20;
const ROUNDS = 9;
/** Milliseconds after which no further round begins; two are always taken. */
const PATIENCE = 20_000;
/** A turn is one step, and more of them until this many milliseconds are over. */
const TURN = 50;

const CONFIG = worldConfig('S');

const OPTIMIZER = { ...USUAL_ADAMW, learningRate: 1e-3, weightDecay: 0.01 };

const randomIds = (count: number) => {
  const rng = new Rng(2);
  return Int32Array.from({ length: count }, () => rng.int(VOCABULARY.length));
};

async function train(model: Model): Promise<void> {
  const ids = randomIds(ROWS * CONTEXT + 1);
  const loss = await model.backwardCrossEntropy({
    inputs: ids.slice(0, -1),
    targets: ids.slice(1),
    batch: ROWS,
    time: CONTEXT,
  });
  await readScalars({ loss, gradNorm: model.step(OPTIMIZER) });
}

async function rollOut(model: Model): Promise<void> {
  const ids = randomIds(ROWS * PROMPT);
  const prompts = Array.from({ length: ROWS }, (_, row) => [...ids.subarray(row * PROMPT, (row + 1) * PROMPT)]);
  await model.generate({ prompts, maxTokens: NEW_TOKENS, temperature: 1, stopTokens: [], rng: new Rng(3) });
}

const STEPS: Readonly<Record<BenchWork, (model: Model) => Promise<void>>> = { training: train, rollout: rollOut };
const TOKENS: Readonly<Record<BenchWork, number>> = { training: ROWS * CONTEXT, rollout: ROWS * NEW_TOKENS };

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const median = (sorted[Math.floor(last / 2)] + sorted[Math.ceil(last / 2)]) / 2;
  return { median, min: sorted[0], max: sorted[last] };
}

/** What is known after every round. */
export async function* measure(work: BenchWork, now: () => number): AsyncGenerator<BenchRow> {
  const parameters = initialParameters(CONFIG, new Rng(1));
  const models = { fused: createModel(CONFIG, parameters), plain: plainRoom(CONFIG, parameters) };
  const taken: Record<keyof typeof models, number[]> = { fused: [], plain: [] };
  const step = STEPS[work];
  const turn = async (room: keyof typeof models) => {
    const begun = now();
    do {
      const before = now();
      await step(models[room]);
      taken[room].push(now() - before);
    } while (now() - begun < TURN);
  };
  try {
    // The first step makes what later ones use again.
    await step(models.fused);
    await step(models.plain);
    const begun = now();
    for (let round = 1; round <= ROUNDS && (round <= 2 || now() - begun < PATIENCE); round++) {
      await turn('fused');
      await turn('plain');
      yield { fused: spread(taken.fused), plain: spread(taken.plain), rounds: round, tokens: TOKENS[work] };
    }
  } finally {
    models.fused.dispose();
    models.plain.dispose();
  }
}
