/** The answers of all respondents to one question, side by side; the newest can show their attention. */
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { AnswerPlace } from '../../../protocol/compare';
import { compareActions, useCompare } from '../../store/compare';
import { changedSince } from '../../store/run/freshness';
import type { AnswerSet } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatSetting } from '../../ui/format';
import { part } from '../../ui/part';
import { showTokens } from '../../store/tokenText';
import styles from './Answers.module.css';
import { Column } from './Column';
import { respondentName } from './respondentName';

/** Loaded when a token is chosen. */
const Attention = part(() => import('./Attention').then((module) => module.Attention));

interface Props {
  readonly set: AnswerSet;
  /** Whether these are the newest answers: they alone can show their attention, and carry the names that they are found by. */
  readonly newest: boolean;
}

export function Answers({ set, newest }: Props) {
  const { id, question, answers } = set;
  const changed = useStore(useShallow(({ run }) => changedSince(set, run)));
  const place = useCompare((state) => (state.place?.id === id ? state.place : null));
  const attentive = answers.find(({ respondent }) => respondent.id === place?.respondent);
  const respondents = answers.map(({ respondent }) => respondent);
  const choose = (chosen: AnswerPlace) => {
    const again = JSON.stringify(chosen) === JSON.stringify(place);
    if (again) compareActions.closeAttention();
    else compareActions.showAttention(chosen);
  };
  return (
    <section
      className={styles.set}
      {...(newest ? { 'data-testid': 'compare-newest', 'data-draw': question.draw } : {})}
    >
      <h3 className={styles.question}>
        <span>{showTokens(question.prompt)}</span>
        <span className={styles.drawn}>
          {text.compare.drawn(question.draw, formatSetting(question.temperature), question.seed)}
        </span>
        {newest && <span className={styles.drawn}>{text.compare.hint}</span>}
      </h3>
      {changed.length > 0 && (
        <p className={styles.old} data-testid="answers-old">
          <span>{text.compare.old(changed.map((stage) => text.stages[stage].label))}</span>{' '}
          <button type="button" data-testid="ask-again" onClick={() => compareActions.askAgain(question)}>
            {text.compare.askAgain}
          </button>
        </p>
      )}
      <div className={styles.answers}>
        {answers.map((each) => (
          <Column
            key={each.respondent.id}
            each={each}
            name={respondentName(each.respondent, respondents)}
            prompt={question.prompt}
            place={place?.respondent === each.respondent.id ? place : null}
            onChoose={newest ? (sample, token) => choose({ id, respondent: each.respondent.id, sample, token }) : null}
          />
        ))}
      </div>
      {newest && place && attentive && (
        <Attention place={place} answered={attentive} name={respondentName(attentive.respondent, respondents)} />
      )}
    </section>
  );
}

/** What was asked before, folded away. */
export function EarlierAnswers({ sets }: { readonly sets: readonly AnswerSet[] }) {
  const [open, setOpen] = useState(false);
  if (sets.length === 0) return null;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text.compare.earlier(sets.length)}</summary>
      {open && (
        <div className={styles.earlier}>
          {sets.map((set) => (
            <Answers key={set.id} set={set} newest={false} />
          ))}
        </div>
      )}
    </details>
  );
}
