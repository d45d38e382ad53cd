/** All pairs of one prompt: how far the preferred answer leads, what the model makes of that, and what it costs. */
import { useState } from 'react';
import type { RankedPair } from '../../../../protocol/microSteps';
import { useLitColumn } from '../../../store/run/litTerm';
import { text } from '../../../text/text';
import { Formula } from '../formula/Formula';
import { formatFixed, formatNumber, formatShare } from '../../../ui/format';
import shared from '../../../ui/shared.module.css';
import { Sub } from '../../../ui/Sub';
import { Term } from '../../../ui/Term';
import { meanPairLoss, pairFormula, pairTerms, type PairTerm } from './pairTerms';
import styles from './Pairs.module.css';

interface Props {
  readonly pairs: readonly RankedPair[];
  /** By place in the ranking, best first. */
  readonly scores: readonly (number | null)[];
}

export function Pairs({ pairs, scores }: Props) {
  const [selected, setSelected] = useState(0);
  const terms = pairTerms(pairs, scores);
  const chosen = terms.at(Math.min(selected, terms.length - 1));
  if (chosen === undefined) return null;
  const mean = meanPairLoss(terms);
  return (
    <section data-testid="pairs">
      <h2 className={shared.heading}>{text.step.pairs}</h2>
      <Formula latex={pairFormula(chosen)} label={`${text.inside.formula}: ${nameOf(chosen)}`} />
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={text.step.pairs}>
        <table className={styles.pairs}>
          <Head />
          <tbody>
            {terms.map((term, i) => (
              <Pair key={nameOf(term)} term={term} selected={term === chosen} onSelect={() => setSelected(i)} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.mean} data-testid="prompt-loss" data-value={mean}>
        {text.step.promptLoss(formatNumber(mean * terms.length), terms.length, formatFixed(mean, 3))}
      </p>
    </section>
  );
}

function nameOf({ better, worse }: RankedPair): string {
  return `${better + 1} ≻ ${worse + 1}`;
}

function Head() {
  const { margin, preference, pairLoss } = text.step;
  const [better, sigma, loss] = [useLitColumn('better'), useLitColumn('preference'), useLitColumn('pairLoss')];
  const worse = useLitColumn('worse');
  return (
    <thead>
      <tr>
        <th scope="col">{text.step.pair}</th>
        <th scope="col" data-lit={better || worse}>
          <Term meaning={margin.meaning}>
            <i>
              <Sub>r_w</Sub> − <Sub>r_l</Sub>
            </i>
          </Term>
        </th>
        <th scope="col" data-lit={sigma}>
          <Term meaning={preference.meaning}>{preference.label}</Term>
        </th>
        <th scope="col" data-lit={loss}>
          <Term meaning={pairLoss.meaning}>{pairLoss.label}</Term>
        </th>
        <th scope="col" aria-hidden="true" />
      </tr>
    </thead>
  );
}

interface PairProps {
  readonly term: PairTerm;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function Pair({ term, selected, onSelect }: PairProps) {
  const { margin, preference, loss } = term;
  return (
    <tr data-pair={nameOf(term)} data-selected={selected}>
      <th scope="row">
        <button type="button" className={styles.pair} data-printed aria-pressed={selected} onClick={onSelect}>
          {nameOf(term)}
        </button>
      </th>
      <td data-value={margin} data-wrong={margin < 0}>
        {formatFixed(margin, 2)}
      </td>
      <td data-value={preference}>{formatShare(preference)}</td>
      <td data-value={loss}>{formatFixed(loss, 3)}</td>
      <td className={styles.bars} aria-hidden="true">
        <span style={{ width: `${preference * 100}%` }} />
      </td>
    </tr>
  );
}
