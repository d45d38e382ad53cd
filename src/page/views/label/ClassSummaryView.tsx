/** Where people who ranked the same prompts agree and where not, every prompt once, the least agreed on first. */
import { useMemo } from 'react';
import type { OwnRanking } from '../../../protocol/label';
import { classSummary, shareAlike, type Agreement, type PromptSummary } from '../../store/label/classSummary';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { FirstFew } from '../../ui/FirstFew';
import { formatInteger, formatShare } from '../../ui/format';
import { answerText } from './answerText';
import parts from './parts.module.css';
import styles from './ClassSummaryView.module.css';

const words = text.rankings.summary;

const shareOf = (agreement: Agreement) => {
  const share = shareAlike(agreement);
  return share === null ? null : formatShare(share);
};

export function ClassSummaryView({ rankings }: { readonly rankings: readonly OwnRanking[] }) {
  const summary = useMemo(() => classSummary(rankings), [rankings]);
  const { prompts, alone, comparisons } = summary;
  const share = shareOf(summary);
  return (
    <section className={parts.column} aria-labelledby="class-heading" data-testid="class-summary">
      <h3 className={styles.heading} id="class-heading">
        {words.heading}
      </h3>
      <p data-testid="class-agreement" data-value={shareAlike(summary) ?? ''}>
        {prompts.length === 0 && words.none}
        {share !== null && <b>{words.agreement(share, formatInteger(comparisons))}</b>}{' '}
        {prompts.length > 0 && alone > 0 && words.alone(alone)}
      </p>
      <FirstFew items={prompts} most={4} className={styles.prompts} rest={({ length }) => words.rest(length)}>
        {(each) => <PromptRow key={each.prompt} summary={each} />}
      </FirstFew>
    </section>
  );
}

function PromptRow({ summary }: { readonly summary: PromptSummary }) {
  const { prompt, labelers, mine, favorites, divided, comparisons } = summary;
  return (
    <li className={styles.row} data-testid="class-prompt">
      <h4 className={styles.prompt}>{showTokens(prompt)}</h4>
      <p className={parts.note}>{words.ranked(labelers, mine, shareOf(summary), formatInteger(comparisons))}</p>
      <ul className={styles.answers} role="list">
        {favorites.map((favorite) => (
          <li key={favorite.text}>
            <span className={parts.written}>{answerText(favorite.text)}</span>{' '}
            <span className={parts.note}>{words.first(favorite.others + (favorite.mine ? 1 : 0), favorite.mine)}</span>
          </li>
        ))}
      </ul>
      {divided && (
        <p data-testid="class-divided">
          <span className={parts.note}>{words.divided(divided.votes)}</span>{' '}
          <q className={parts.written}>{answerText(divided.answers[0])}</q> {words.before}{' '}
          <q className={parts.written}>{answerText(divided.answers[1])}</q>
        </p>
      )}
    </li>
  );
}
