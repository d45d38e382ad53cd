/** The loss of one text from its ledger: the mean of −log p over the tokens that count, all of them unless it says which. */
import type { TokenTable } from '../microSteps';

export interface MeanLoss {
  /** Nats. */
  readonly sum: number;
  readonly counted: number;
  readonly mean: number;
}

export function meanLoss({ columns: { logprobs = [], counted } }: TokenTable): MeanLoss {
  const losses = logprobs.flatMap((logprob, i) => (logprob === null || counted?.[i] === 0 ? [] : [-logprob]));
  const sum = losses.reduce((total, loss) => total + loss, 0);
  return { sum, counted: losses.length, mean: sum / losses.length };
}
