/** The loss of one text from its ledger: the mean of −log p over the tokens that count, all of them unless it says which. */
import type { TokenTable } from '../../../../protocol/microSteps';

export interface MeanLoss {
  /** Nats. */
  readonly sum: number;
  readonly counted: number;
  /** Null where no token counts. */
  readonly mean: number | null;
}

export function meanLoss({ columns: { logprobs = [], counted: counts } }: TokenTable): MeanLoss {
  const losses = logprobs.flatMap((logprob, i) => (logprob === null || counts?.[i] === 0 ? [] : [-logprob]));
  const sum = losses.reduce((total, loss) => total + loss, 0);
  const { length: counted } = losses;
  return { sum, counted, mean: counted === 0 ? null : sum / counted };
}
