/** The numbers that a micro-step's view holds, read from the page by where they stand. */
import type { Markup } from './markup';
import { insideOf } from './steppedRun';

export type Numbers = readonly (number | null)[];

/** Every number that the view of one micro-step holds. */
export interface ShownNumbers {
  readonly kind: string | null;
  readonly ledger: Readonly<Record<string, Numbers>>;
  readonly scores: Numbers;
  readonly golds: Numbers;
  readonly scoresBefore: Numbers;
  /** Of the candidates for one place. */
  readonly probabilities: Numbers;
  readonly refProbabilities: Numbers;
  readonly noise: Numbers;
  readonly score: Numbers;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly dots: readonly Numbers[];
  readonly moves: readonly Numbers[];
  readonly pairs: readonly (string | null)[];
  /** Numbers that stand in no known place. */
  readonly elsewhere: readonly Markup[];
}

/** Where the numbers of a micro-step stand, but for those that are sums of others. */
const PLACES = [
  'tr[data-row] td[data-value]',
  'tr[data-pair] td[data-value]',
  '[data-column][data-value]',
  '[data-metric][data-value]',
  '[data-testid="score"] [data-value]',
];
const SUMS = ['[data-testid^="numbers-"]', '[data-testid="prompt-loss"]', '[data-testid="mean-loss"]'];

export function shownNumbers(page: Markup): ShownNumbers {
  const inside = insideOf(page);
  const column = (name: string) => inside.numbers(`[data-column="${name}"]`);
  const known = [...PLACES, ...SUMS].flatMap((place) => inside.all(place));
  return {
    kind: page.at('current-micro-step').attribute('data-kind'),
    ledger: Object.fromEntries(
      inside.all('tr[data-row]').map((row) => [row.attribute('data-row') ?? '', row.numbers('td')]),
    ),
    scores: column('score'),
    golds: column('gold'),
    scoresBefore: column('scoreBefore'),
    probabilities: column('probability'),
    refProbabilities: column('refProbability'),
    noise: column('noise'),
    score: inside.numbers('[data-testid="score"] [data-value]'),
    metrics: Object.fromEntries(
      inside.all('[data-metric]').map((each) => [each.attribute('data-metric') ?? '', each.number()]),
    ),
    dots: inside
      .all('[data-testid="objective"] circle[data-advantage]')
      .map((dot) => [dot.number('data-ratio'), dot.number('data-advantage')]),
    moves: inside.all('g[data-before]').map((move) => [move.number('data-before'), move.number('data-after')]),
    pairs: inside.all('tr[data-pair]').map((pair) => pair.attribute('data-pair')),
    elsewhere: inside.all('[data-value]').filter((each) => !known.includes(each)),
  };
}

/** What a micro-step holds that has no number. */
export const NO_NUMBERS: Omit<ShownNumbers, 'kind'> = {
  ...{ ledger: {}, scores: [], golds: [], scoresBefore: [], probabilities: [], refProbabilities: [], noise: [] },
  ...{ score: [], metrics: {}, dots: [], moves: [], pairs: [], elsewhere: [] },
};
