/** A request of the learner's own, answered beside the others, before and now. */
import { useId, useState } from 'react';
import type { TrainedStage } from '../../../../experiment/names';
import { actions, useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { Offer } from '../../../ui/prompt/Offer';
import { problemOf, withMark } from '../../../ui/prompt/prompt';
import { PromptInput } from '../../../ui/prompt/PromptInput';
import shared from '../../../ui/shared.module.css';
import styles from './OwnPrompt.module.css';

export default function OwnPrompt({ stage }: { readonly stage: TrainedStage }) {
  const ownPrompt = useStore((state) => state.ownPrompt);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const problemId = useId();
  const ask = (prompt: string) => {
    const wrong = problemOf(prompt);
    setProblem(wrong);
    if (wrong !== '') return;
    setTyped('');
    actions.askOwn(stage, withMark(prompt));
  };
  const change = (prompt: string) => {
    setTyped(prompt);
    setProblem('');
  };
  const words = text.answers.own;
  return (
    <div className={styles.own}>
      <div className={styles.line}>
        <PromptInput
          value={typed}
          invalid={problem !== ''}
          problemId={problemId}
          testId="own-prompt"
          label={words.label}
          placeholder={words.placeholder}
          onChange={change}
          onSend={() => ask(typed)}
        />
        <button type="button" data-testid="own-prompt-ask" onClick={() => ask(typed)}>
          {words.ask}
        </button>
        {ownPrompt !== null && (
          <button
            type="button"
            className={shared.link}
            data-testid="own-prompt-remove"
            onClick={() => actions.askOwn(stage, null)}
          >
            {words.remove}
          </button>
        )}
      </div>
      <p id={problemId} className={styles.problem} role="alert" data-testid="own-prompt-problem">
        {problem}
      </p>
      {problem !== '' && (
        <Offer
          prompt={typed}
          onPick={(prompt) => {
            change(prompt);
            ask(prompt);
          }}
        />
      )}
    </div>
  );
}
