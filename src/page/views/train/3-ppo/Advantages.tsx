/** The advantages of one answer, and the selected one unfolded into the sum that it is. */
import { useState } from 'react';
import type { LedgerColumn, MicroStep } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { formatFixed } from '../../../ui/format';
import { ledgerRows, TokenLedger, type LedgerRow } from '../tokens/TokenLedger';
import styles from './MicroStepView.module.css';
import { unfold, type Unfolded } from './unfold';

type Step = Extract<MicroStep, { stage: 'ppo'; kind: 'advantages' }>;

const BEFORE: readonly LedgerColumn[] = ['rewards', 'values', 'deltas'];
const AFTER: readonly LedgerColumn[] = ['advantages', 'whitened', 'returns'];

interface Props {
  readonly step: Step;
  readonly place: number;
  readonly onSelect: (place: number) => void;
}

export function Advantages({ step, place, onSelect }: Props) {
  const { example, gamma, lambda } = step;
  const [open, setOpen] = useState(false);
  const unfolded = unfold(example.columns.deltas ?? [], place, gamma * lambda);
  const rows = [...ledgerRows(example, BEFORE), ...(open ? sumRows(unfolded) : []), ...ledgerRows(example, AFTER)];
  return (
    <>
      <div className={styles.unfold}>
        <button type="button" aria-expanded={open} data-testid="unfold" onClick={() => setOpen(!open)}>
          {open ? text.step.fold : text.step.unfold}
        </button>
        {open && (
          <p className={styles.sum} data-testid="unfolded" data-value={unfolded.sum}>
            Â = {sumText(unfolded)} = <b>{formatFixed(unfolded.sum, 3)}</b>
          </p>
        )}
      </div>
      <TokenLedger table={example} rows={rows} from={example.responseStart} selected={place} onSelect={onSelect} />
    </>
  );
}

function sumRows({ weights, shares }: Unfolded): readonly LedgerRow[] {
  return [
    { key: 'weights', ...text.step.weights, color: 'base', values: weights, flag: false },
    { key: 'shares', ...text.step.shares, color: 'value', values: shares, flag: false },
  ];
}

/** The shares as one sum, each with its sign. */
function sumText({ shares }: Unfolded): string {
  return shares
    .flatMap((share) => (share === null ? [] : [formatFixed(share, 3)]))
    .join(' + ')
    .replaceAll('+ −', '− ');
}
