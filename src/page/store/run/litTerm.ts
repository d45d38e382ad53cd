/** The term of a formula that the learner points at: it lights up wherever on the page it occurs. */
import { create } from 'zustand';
import type { KnobName } from '../../../experiment/knobs';
import { TERMS, type TableColumn, type TermKey } from '../../text/terms';
import type { MetricName } from '../../../experiment/metrics';

interface LitTerm {
  readonly term: TermKey | null;
}

export const useLitTerm = create<LitTerm>()(() => ({ term: null }));

export function lightTerm(term: TermKey | null): void {
  if (useLitTerm.getState().term !== term) useLitTerm.setState({ term });
}

function has<T>(list: readonly T[], one: T): boolean {
  return list.includes(one);
}

export function useLitColumn(column: TableColumn): boolean {
  return useLitTerm(({ term }) => term !== null && has<TableColumn>(TERMS[term].columns, column));
}

export function useLitMetric(...metrics: readonly MetricName[]): boolean {
  return useLitTerm(
    ({ term }) => term !== null && metrics.some((metric) => has<MetricName>(TERMS[term].metrics, metric)),
  );
}

export function useLitKnob(...knobs: readonly KnobName[]): boolean {
  return useLitTerm(({ term }) => term !== null && knobs.some((knob) => has<KnobName>(TERMS[term].knobs, knob)));
}

/** The term that a column is first of all. */
export function termOfColumn(column: TableColumn): TermKey | null {
  const keys = Object.keys(TERMS) as TermKey[];
  return keys.find((key) => TERMS[key].columns[0] === column) ?? null;
}
