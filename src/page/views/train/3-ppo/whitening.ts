/** By what mean and deviation the advantages of an iteration were whitened, as the numbers of one answer tell. */
import type { TokenTable } from '../../../../protocol/microSteps';

export interface Whitening {
  readonly mean: number;
  readonly deviation: number;
}

/** Nearer to each other than this, two advantages in single precision do not tell by what they were divided. */
const APART = 1e-3;

/**
 * Solves whitened = (advantage − mean) / deviation with the least and the greatest advantage of the answer; null where
 * they lie too near to each other, or where a damaged file has numbers that no whitening gives.
 */
export function whiteningOf({ columns }: TokenTable): Whitening | null {
  const { advantages = [], whitened = [] } = columns;
  const pairs = advantages.flatMap((advantage, i) => {
    const scaled = whitened[i];
    return advantage === null || scaled === null ? [] : [{ advantage, scaled }];
  });
  const sorted = pairs.sort((a, b) => a.advantage - b.advantage);
  const [least, greatest] = [sorted.at(0), sorted.at(-1)];
  if (least === undefined || greatest === undefined) return null;
  const [apart, scaledApart] = [greatest.advantage - least.advantage, greatest.scaled - least.scaled];
  if (apart < APART || scaledApart <= 0) return null;
  const deviation = apart / scaledApart;
  return { mean: least.advantage - least.scaled * deviation, deviation };
}
