/** The likeliest tokens at one place, under the policy and under the reference. */
import type { Candidate } from '../../protocol';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
import { showTokens } from '../../ui/specials';
import { lineColor, textColor } from '../../ui/voices';
import styles from './Inside.module.css';

interface Props {
  readonly chosen: string;
  readonly candidates: readonly Candidate[];
}

export function Candidates({ chosen, candidates }: Props) {
  return (
    <table className={styles.candidates} aria-label={text.inside.candidates(showTokens(chosen))}>
      <thead>
        <tr>
          <th scope="col">{text.inside.token}</th>
          <th scope="col" style={{ color: textColor('policy') }}>
            {text.inside.policy}
          </th>
          <th scope="col" style={{ color: textColor('reference') }}>
            {text.inside.reference}
          </th>
          <th scope="col" aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {candidates.map(({ token, probability, refProbability }) => (
          <tr key={token} data-chosen={token === chosen}>
            <th scope="row">{showTokens(token)}</th>
            <td>{formatFixed(probability, 3)}</td>
            <td>{formatFixed(refProbability, 3)}</td>
            <td className={styles.bars} aria-hidden="true">
              <span style={{ width: `${probability * 100}%`, background: lineColor('policy') }} />
              <span style={{ width: `${refProbability * 100}%`, background: lineColor('reference') }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
