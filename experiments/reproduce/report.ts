/** A table with all its seeds as text, and what was expected of it. */
import { headingOf, type Expectation, type TableExperiment, type Outcome } from './experiment';

const SIGNS = {
  range: ['inside', 'OUTSIDE'],
  requirement: ['holds', 'FAILS'],
  prediction: ['kept', 'REFUTED'],
} as const;

function verdict({ kind, holds }: Expectation, outcomes: readonly Outcome[]): string {
  const [yes, no] = SIGNS[kind];
  return holds(outcomes.map(({ rows }) => rows)) ? yes : no;
}

/** What does not hold and must. */
export function failures({ expectations }: TableExperiment, outcomes: readonly Outcome[]): Expectation[] {
  return expectations.filter(
    (expectation) => expectation.kind !== 'prediction' && !expectation.holds(outcomes.map(({ rows }) => rows)),
  );
}

/** Markdown: a row of the table a row, every seed's value in a cell. */
export function reportOf(experiment: TableExperiment, size: string, outcomes: readonly Outcome[]): string {
  const names = [...new Set(outcomes.flatMap(({ rows }) => Object.keys(rows)))];
  const columns = [...new Set(outcomes.flatMap(({ rows }) => Object.values(rows).flatMap(Object.keys)))];
  const cell = (row: string, column: string) => {
    const values = outcomes.map(({ rows }) => rows[row]?.[column]);
    if (values.every((value) => value === undefined)) return '';
    return values.map((value) => (value === undefined ? '–' : format(value))).join(' / ');
  };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const seconds = outcomes.map(({ seconds }) => seconds.toFixed(0)).join(' / ');
  const seeds = outcomes.map(({ seed }) => seed).join(' / ');
  return [
    `# ${experiment.name}`,
    '',
    experiment.question,
    '',
    `Size ${size}, seeds ${seeds}, ${outcomes[0]?.backend ?? ''}; ${seconds} s with what was trained before.`,
    '',
    line(['', ...columns.map(headingOf)]),
    line(['---', ...columns.map(() => '---')]),
    ...names.map((name) => line([name, ...columns.map((column) => cell(name, column))])),
    '',
    ...experiment.expectations.map(
      (expectation) => `- ${expectation.kind}, **${verdict(expectation, outcomes)}**: ${expectation.says}`,
    ),
    '',
  ].join('\n');
}

function format(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toFixed(digits);
}
