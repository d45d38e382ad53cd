/** What every token of one answer was given and what it got: a row for each quantity, a column for each token. */
import { useEffect, useRef } from 'react';
import type { LedgerColumn, TokenTable } from '../../../../protocol/microSteps';
import { lightTerm, termOfColumn, useLitColumn } from '../../../store/run/litTerm';
import type { TableColumn } from '../../../text/terms';
import { text } from '../../../text/text';
import { formatFixed } from '../../../ui/format';
import { showTokens } from '../../../store/tokenText';
import { Sub } from '../../../ui/Sub';
import { Term } from '../../../ui/Term';
import styles from './TokenLedger.module.css';
import { lineColor, textColor, type ColorName } from '../../../ui/colors';

export interface LedgerRow {
  readonly key: TableColumn;
  readonly label: string;
  readonly meaning: string;
  readonly color: ColorName;
  readonly values: readonly (number | null)[];
  /** A 0 or 1 that is shown as a mark. */
  readonly flag: boolean;
}

const COLORS: Readonly<Record<LedgerColumn, ColorName>> = {
  logprobs: 'policy',
  refLogprobs: 'reference',
  kl: 'policy',
  rewards: 'rewardModel',
  values: 'value',
  deltas: 'value',
  advantages: 'gold',
  whitened: 'gold',
  newValues: 'value',
  returns: 'value',
  valueErrors: 'danger',
  ratio: 'policy',
  objective: 'policy',
  clipped: 'danger',
  counted: 'gold',
};

/** The columns of the table that are filled, in the order asked for; `speaker` is the model that gives the log-probabilities. */
export function ledgerRows(
  table: TokenTable,
  columns: readonly LedgerColumn[],
  speaker: ColorName = 'policy',
): readonly LedgerRow[] {
  return columns.flatMap((key) => {
    const values = table.columns[key];
    if (values === undefined) return [];
    return [
      {
        key,
        ...text.ledger[key],
        color: key === 'logprobs' ? speaker : COLORS[key],
        values,
        flag: key === 'clipped' || key === 'counted',
      },
    ];
  });
}

/** Surprise at every token that counts, from the log-probabilities. */
export function lossRow(table: TokenTable, color: ColorName): readonly LedgerRow[] {
  const { logprobs, counted } = table.columns;
  if (logprobs === undefined) return [];
  const values = logprobs.map((logprob, i) => (logprob === null || counted?.[i] === 0 ? null : -logprob));
  return [{ key: 'tokenLoss', ...text.inside.tokenLoss, color, values, flag: false }];
}

interface Props {
  readonly table: TokenTable;
  readonly rows: readonly LedgerRow[];
  /** The first token shown; tokens before it stand elsewhere. */
  readonly from: number;
  readonly selected: number;
  readonly onSelect: (token: number) => void;
}

export function TokenLedger({ table, rows, from, selected, onSelect }: Props) {
  const places = table.tokens.map((_, i) => i).slice(from);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current !== null) bringIntoView(box.current);
  }, [selected, table]);
  return (
    <div className={styles.scroll} ref={box} tabIndex={0} role="region" aria-label={text.inside.ledger}>
      <table className={styles.ledger}>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              {text.inside.token}
            </th>
            {places.map((i) => (
              <th scope="col" key={i} data-selected={i === selected}>
                <button
                  type="button"
                  className={styles.token}
                  data-printed
                  aria-pressed={i === selected}
                  onClick={() => onSelect(i)}
                >
                  {showTokens(table.tokens[i])}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} places={places} selected={selected} from={from} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Scrolls the ledger sideways, and nothing else, until the selected token stands beside the names of the rows. */
function bringIntoView(box: HTMLElement): void {
  const [corner, token] = [box.querySelector('thead th'), box.querySelector('thead th[data-selected="true"]')];
  if (corner === null || token === null) return;
  const [names, place, window] = [corner, token, box].map((each) => each.getBoundingClientRect());
  if (place.left < names.right) box.scrollLeft -= names.right - place.left;
  else if (place.right > window.right) box.scrollLeft += place.left - names.right;
}

interface RowProps {
  readonly row: LedgerRow;
  readonly places: readonly number[];
  readonly selected: number;
  readonly from: number;
}

function Row({ row, places, selected, from }: RowProps) {
  const lit = useLitColumn(row.key);
  const attend = () => lightTerm(termOfColumn(row.key));
  const leave = () => lightTerm(null);
  const largest = row.values.slice(from).reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 1e-6);
  return (
    <tr data-row={row.key} data-lit={lit} style={{ color: textColor(row.color) }}>
      <th scope="row" onPointerEnter={attend} onPointerLeave={leave} onFocus={attend} onBlur={leave}>
        <Term meaning={row.meaning}>
          <Sub>{row.label}</Sub>
        </Term>
      </th>
      {places.map((i) => (
        <Cell key={i} row={row} place={i} selected={i === selected} largest={largest} />
      ))}
    </tr>
  );
}

interface CellProps {
  readonly row: LedgerRow;
  readonly place: number;
  readonly selected: boolean;
  /** The largest size in the row, for which a bar is as wide as its cell. */
  readonly largest: number;
}

function Cell({ row, place, selected, largest }: CellProps) {
  const value = row.values[place];
  if (value === null || value === undefined) return <td data-selected={selected} />;
  if (row.flag) {
    const word = row.key === 'clipped' ? row.label : '●';
    return (
      <td data-selected={selected} data-value={value}>
        {value === 0 ? '' : word}
      </td>
    );
  }
  return (
    <td data-selected={selected} data-value={value}>
      {formatFixed(value, 2)}
      <span
        className={styles.bar}
        style={{ width: `${(Math.abs(value) / largest) * 100}%`, background: lineColor(row.color) }}
        data-negative={value < 0}
      />
    </td>
  );
}
