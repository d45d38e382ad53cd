/** Looking at a network while it trains. */
import type { LabEvent } from '../../../protocol/lab';
import type { Model } from '../../lm/model';

export interface Probe {
  /** Steps from one measurement to the next; the last step is measured as well. */
  readonly every: number;
  /** Measures the network as it is after that many steps. */
  readonly measure: (model: Model, step: number) => AsyncIterable<LabEvent>;
}

/** What a probe sees after a step, if it is its turn. */
export async function* probed(
  probe: Probe | undefined,
  model: Model,
  step: number,
  steps: number,
): AsyncGenerator<LabEvent> {
  if (probe && (step % probe.every === 0 || step === steps)) yield* probe.measure(model, step);
}
