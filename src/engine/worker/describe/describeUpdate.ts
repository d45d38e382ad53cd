/** An update of PPO as the page shows it: every token of the minibatch on the clipped objective, and the value's targets. */
import { clippedObjective, isClipped } from '../../../clippedObjective';
import { readAll } from '../../lm/read';
import type { MicroStep, MinibatchTokens } from '../../../protocol/microSteps';
import type { PpoExperience, PpoSettings } from '../../rlhf/ppoUpdate';
import type { PpoMicroStep } from '../../rlhf/ppo';
import type { ActorCritic } from '../../rlhf/rollout';
import { decode } from '../../../world/tokenizer';
import { ledger, words } from './ledger';

const PTX_TEXTS = 3;

type Update = Extract<PpoMicroStep, { kind: 'update' }>;

/** The tokens of some rows at which `mask` is 1. logprobs [rows·T], of the policy after the update */
function minibatchTokens(
  { batch, logprobs: old, whitened }: PpoExperience,
  rows: Int32Array,
  logprobs: Float32Array,
): MinibatchTokens {
  const places = Array.from(rows).flatMap((row, i) =>
    Array.from({ length: batch.time }, (_, t) => ({ from: row * batch.time + t, at: i * batch.time + t })).filter(
      ({ from }) => batch.mask[from] === 1,
    ),
  );
  return {
    tokens: words(places.map(({ from }) => batch.targets[from])),
    ratios: places.map(({ from, at }) => Math.exp(logprobs[at] - old[from])),
    advantages: places.map(({ from }) => whitened[from]),
  };
}

/** Where the first episode's tokens begin among those of the minibatch. */
function exampleAt({ responses }: PpoExperience, rows: Int32Array): number | null {
  const place = rows.indexOf(0);
  if (place < 0) return null;
  return rows.subarray(0, place).reduce((sum, row) => sum + responses[row].tokens.length, 0);
}

export async function describeUpdate(
  { experience, rows, update, of, metrics }: Update,
  { policy, valueNetwork }: Pick<ActorCritic, 'policy' | 'valueNetwork'>,
  { clipRange, temperature }: Pick<PpoSettings, 'clipRange' | 'temperature'>,
): Promise<MicroStep> {
  const { rewards, values, returns, whitened, logprobs: old, batch, ptxWindows } = experience;
  const { time } = batch;
  const first = { inputs: batch.inputs.slice(0, time), targets: batch.targets.slice(0, time), batch: 1, time };
  const [ofFirst, valued, ofRows] = await Promise.all([
    policy.forward(first, ['logprobs'], temperature),
    valueNetwork.forward(first, ['values']),
    policy.forward({ ...batch, batch: rows.length, rows }, ['logprobs'], temperature),
  ]);
  const said = { logprobs: ofFirst.logprobs, newValues: valued.values, ofMinibatch: ofRows.logprobs };
  const { logprobs, newValues, ofMinibatch } = await readAll(said);
  const ratio = logprobs.map((logprob, i) => Math.exp(logprob - old[i]));
  const objective = ratio.map((r, i) => clippedObjective(r, whitened[i], clipRange));
  const clipped = ratio.map((r, i) => (isClipped(r, whitened[i], clipRange) ? 1 : 0));
  const valueErrors = newValues.map((value, i) => (value - returns[i]) ** 2);
  const columns = { logprobs, rewards, values, whitened, ratio, objective, clipped, newValues, returns, valueErrors };
  const windows = ptxWindows[update - 1];
  const texts = windows === null ? 0 : Math.min(PTX_TEXTS, windows.batch);
  const { valueGradNorm: _, ...numbers } = await metrics();
  return {
    stage: 'ppo',
    kind: 'update',
    example: ledger(experience, columns),
    update,
    of,
    clipRange,
    minibatch: minibatchTokens(experience, rows, ofMinibatch),
    exampleAt: exampleAt(experience, rows),
    numbers,
    ptxTexts: Array.from({ length: texts }, (_, i) =>
      decode(windows?.inputs.subarray(i * windows.time, (i + 1) * windows.time) ?? []),
    ),
  };
}
