/** The term of a formula that the learner looks at: it lights up wherever else on the page it stands. */
import { create } from 'zustand';
import type { KnobName } from '../../../experiment/knobs';
import { TERMS, type TableColumn, type TermKey } from '../../text/terms';
import type { MetricName } from '../../../experiment/metrics';

interface Look {
  readonly term: TermKey | null;
}

export const useLook = create<Look>()(() => ({ term: null }));

export function look(term: TermKey | null): void {
  if (useLook.getState().term !== term) useLook.setState({ term });
}

function has<T>(list: readonly T[], one: T): boolean {
  return list.includes(one);
}

export function useLitColumn(column: TableColumn): boolean {
  return useLook(({ term }) => term !== null && has<TableColumn>(TERMS[term].columns, column));
}

export function useLitMetric(...metrics: readonly MetricName[]): boolean {
  return useLook(({ term }) => term !== null && metrics.some((metric) => has<MetricName>(TERMS[term].metrics, metric)));
}

export function useLitKnob(knob: KnobName): boolean {
  return useLook(({ term }) => term !== null && has<KnobName>(TERMS[term].knobs, knob));
}

/** The term that a column is first of all. */
export function termOfColumn(column: TableColumn): TermKey | null {
  const keys = Object.keys(TERMS) as TermKey[];
  return keys.find((key) => TERMS[key].columns[0] === column) ?? null;
}
