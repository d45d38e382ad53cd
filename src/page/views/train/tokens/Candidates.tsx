/** What could come at one place of a text, and what came; in a rollout also the draw that decided. */
import type { TokenCandidate, RolloutCandidate } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { formatFixed, formatShare } from '../../../ui/format';
import { showTokens } from '../../../store/tokenText';
import { Term } from '../../../ui/Term';
import styles from './Candidates.module.css';
import { lineColor, textColor, type ColorName } from '../../../ui/colors';

interface Props {
  readonly candidates: readonly (TokenCandidate | RolloutCandidate)[];
  /** The color of the model that gives the probabilities. */
  readonly color: ColorName;
}

function isDrawn(candidate: TokenCandidate | RolloutCandidate): candidate is RolloutCandidate {
  return 'noise' in candidate;
}

export function Candidates({ candidates, color }: Props) {
  const chosen = candidates.find((candidate) => candidate.chosen);
  if (chosen === undefined) return null;
  const token = showTokens(chosen.token);
  const drawn = candidates.some(isDrawn);
  const others = 1 - candidates.reduce((sum, { probability }) => sum + probability, 0);
  const verdict = (drawn ? text.step.drawn : text.step.came)(token, chosen.rank, formatShare(chosen.probability));
  return (
    <figure data-testid="candidates">
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={text.inside.candidates(token)}>
        <table className={styles.candidates} aria-label={text.inside.candidates(token)}>
          <thead>
            <tr>
              <th scope="col">{text.inside.token}</th>
              <th scope="col">{text.step.rank}</th>
              <th scope="col" style={{ color: textColor(color) }}>
                {drawn ? text.inside.policy : text.step.probability}
              </th>
              {drawn && (
                <>
                  <th scope="col" style={{ color: textColor('reference') }}>
                    {text.inside.reference}
                  </th>
                  <th scope="col">
                    <Term meaning={text.step.noise.meaning}>{text.step.noise.label}</Term>
                  </th>
                  <th scope="col">
                    <Term meaning={text.step.race.meaning}>{text.step.race.label}</Term>
                  </th>
                </>
              )}
              <th scope="col" aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {candidates.map((candidate) => (
              <Line key={candidate.token} candidate={candidate} color={color} />
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className={styles.verdict}>
        {verdict}; {text.step.others(formatShare(Math.max(0, others)))}
      </figcaption>
    </figure>
  );
}

function Line({
  candidate,
  color,
}: {
  readonly candidate: TokenCandidate | RolloutCandidate;
  readonly color: ColorName;
}) {
  const { token, probability, rank, chosen } = candidate;
  const width = (share: number) => `${share * 100}%`;
  return (
    <tr data-chosen={chosen}>
      <th scope="row">{showTokens(token)}</th>
      <td>{rank}</td>
      <td data-column="probability" data-value={probability}>
        {formatFixed(probability, 3)}
      </td>
      {isDrawn(candidate) && (
        <>
          <td data-column="refProbability" data-value={candidate.refProbability}>
            {formatFixed(candidate.refProbability, 3)}
          </td>
          <td data-column="noise" data-value={candidate.noise}>
            {formatFixed(candidate.noise, 2)}
          </td>
          <td data-column="race" data-value={Math.log(probability) + candidate.noise}>
            {formatFixed(Math.log(probability) + candidate.noise, 2)}
          </td>
        </>
      )}
      <td className={styles.bars} aria-hidden="true">
        <span style={{ width: width(probability), background: lineColor(color) }} />
        {isDrawn(candidate) && (
          <span style={{ width: width(candidate.refProbability), background: lineColor('reference') }} />
        )}
      </td>
    </tr>
  );
}
