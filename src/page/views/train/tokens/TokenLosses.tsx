/** A text that a language model learns from: the loss of every token, and what could have come in place of one. */
import { useState } from 'react';
import type { TokenCandidate, LedgerColumn, TokenTable } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { Candidates } from './Candidates';
import { formatFixed } from '../../../ui/format';
import { showTokens } from '../../../store/tokenText';
import { meanLoss } from './meanLoss';
import { ledgerRows, lossRow, TokenLedger } from './TokenLedger';
import shared from '../../../ui/shared.module.css';
import { Term } from '../../../ui/Term';
import styles from './TokenLosses.module.css';
import type { ColorName } from '../../../ui/colors';

interface Props {
  readonly table: TokenTable;
  readonly candidates: readonly (readonly TokenCandidate[])[];
  /** Rows beside the loss. */
  readonly columns: readonly LedgerColumn[];
  readonly color: ColorName;
  /** The token that is selected at first. */
  readonly first: number;
}

export function TokenLosses({ table, candidates, columns, color, first }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const selected = chosen !== null && chosen < table.tokens.length ? chosen : first;
  const { sum, counted, mean } = meanLoss(table);
  return (
    <>
      <TokenLedger
        table={table}
        rows={[...ledgerRows(table, columns, color), ...lossRow(table, color)]}
        from={0}
        selected={selected}
        onSelect={setChosen}
      />
      {mean !== null && (
        <p className={styles.mean} data-testid="mean-loss" data-value={mean}>
          {text.step.mean(formatFixed(sum, 2), counted, formatFixed(mean, 3))}
        </p>
      )}
      <SoFar tokens={table.tokens} place={selected} />
      <Candidates candidates={candidates[selected] ?? []} color={color} />
    </>
  );
}

/** The text that the bars below continue. */
function SoFar({ tokens, place }: { readonly tokens: readonly string[]; readonly place: number }) {
  if (place === 0) return null;
  const { label, meaning } = text.step.soFar;
  return (
    <p>
      <span className={shared.small}>
        <Term meaning={meaning}>{label}</Term>
      </span>{' '}
      <span className={styles.soFar} data-testid="so-far">
        {showTokens(tokens.slice(0, place).join(' '))} <b>{text.step.nextToken}</b>
      </span>
    </p>
  );
}
