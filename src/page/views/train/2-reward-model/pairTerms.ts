/** What each pair of a prompt adds to the loss: −log σ(r_w − r_l), and their mean (InstructGPT, equation 1). */
import type { RankedPair, RankedResponse } from '../../../../protocol/microSteps';
import { term } from '../../../text/terms';

export interface PairTerm extends RankedPair {
  /** r_w and r_l */
  readonly preferred: number;
  readonly other: number;
  readonly margin: number;
  /** σ(r_w − r_l) */
  readonly preference: number;
  /** Nats. */
  readonly loss: number;
}

/** Pairs of places in a ranking with the scores there; pairs with an answer that has no score are left out. */
export function pairTerms(pairs: readonly RankedPair[], scores: readonly (number | null)[]): readonly PairTerm[] {
  return pairs.flatMap(({ better, worse }) => {
    const [preferred, other] = [scores[better], scores[worse]];
    if (preferred === null || other === null) return [];
    const margin = preferred - other;
    const loss = margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    return [{ better, worse, preferred, other, margin, preference: Math.exp(-loss), loss }];
  });
}

export function meanPairLoss(terms: readonly PairTerm[]): number {
  return terms.reduce((sum, { loss }) => sum + loss, 0) / terms.length;
}

/** One pair put into the formula, in LaTeX; two decimals each, which the result is computed before. */
export function pairFormula({ preferred, other, preference, loss }: PairTerm): string {
  const [w, l] = [preferred, other].map((score) => (score < 0 ? `(${score.toFixed(2)})` : score.toFixed(2)));
  const lead = `${term('better', w)} - ${term('worse', l)}`;
  return `-\\log ${term('preference', '\\sigma')}(${lead}) = -\\log ${preference.toFixed(3)} = ${loss.toFixed(3)}`;
}

export function scoresOf(ranking: readonly RankedResponse[]): readonly (number | null)[] {
  return ranking.map(({ score }) => score);
}
