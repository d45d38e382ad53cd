/** The tokens of a rollout's first episode with what stands at the place before each of them. */
import type { LedgerColumn, TokenTable } from '../../../protocol/microSteps';
import type { Rollout } from '../../rlhf/rollout';
import { VOCABULARY } from '../../../world/vocabulary';

/** Columns of whole batches, of which the first row is shown. [B·T] each */
export type BatchColumns = { readonly [K in LedgerColumn]?: Float32Array };

export function words(ids: Iterable<number>): string[] {
  return Array.from(ids, (id) => VOCABULARY[id]);
}

export function ledger({ batch, responses, prompts }: Rollout, columns: BatchColumns): TokenTable {
  if (prompts.length === 0) throw new Error('A rollout needs at least one episode, got none.');
  const length = batch.lastPlace[0] + 1;
  const responseStart = length - responses[0].tokens.length;
  const tokens = words(batch.inputs.subarray(0, length));
  const shown = Object.entries(columns).map(([name, values]) => [
    name,
    tokens.map((_, i) => (i < responseStart ? null : values[i - 1])),
  ]);
  return { tokens, responseStart, columns: Object.fromEntries(shown) as TokenTable['columns'] };
}
