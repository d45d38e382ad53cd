/**
 * What the list of scenarios shows of each: how long its recorded run took, and the curves of its first picture, thinned.
 * `npm run recordings` writes one file of all beside the recordings, so that the list need not fetch them.
 */
import { SCENARIOS, type Quantity, type ScenarioName } from '../../../experiment/scenarios';
import type { LabRecording } from '../../../protocol/lab';
import { applyLabEvent, NO_LAB_RUN } from './labRun';

export interface CardCurve {
  readonly arm: string;
  readonly quantity: Quantity;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ScenarioCard {
  readonly seconds: number;
  readonly curves: readonly CardCurve[];
}

export type ScenarioCards = Readonly<Record<ScenarioName, ScenarioCard>>;

export const CARDS_FILE = 'cards.json';

/** A thumbnail has room for no more points. */
const MOST_POINTS = 16;
const DIGITS = 3;

const rounded = (value: number) => Number(value.toPrecision(DIGITS));

/** Points that lie evenly among all, the first and the last included. */
function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points;
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * step)]);
}

export function cardOf({ scenario, seconds, events }: LabRecording): ScenarioCard {
  const { arms } = events.reduce(applyLabEvent, NO_LAB_RUN);
  const [{ quantities }] = SCENARIOS[scenario].panels;
  const curves = arms.flatMap(({ name: arm, points }) =>
    quantities.flatMap((quantity) => {
      const measured = (points[quantity] ?? []).filter(({ y }) => Number.isFinite(y));
      if (measured.length === 0) return [];
      return [{ arm, quantity, points: thinned(measured).map(({ x, y }) => [rounded(x), rounded(y)] as const) }];
    }),
  );
  return { seconds: Math.round(seconds), curves };
}

/** Throws when the file cannot be had. */
export async function fetchCards(baseUrl: string): Promise<ScenarioCards> {
  const address = new URL(`recordings/${CARDS_FILE}`, baseUrl);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname} was not found (status ${response.status}).`);
  return (await response.json()) as ScenarioCards;
}
