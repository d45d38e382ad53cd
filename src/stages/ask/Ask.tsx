/** One prompt, answered side by side by the model at every stage of its making. */
import { useId, useState } from 'react';
import { actions, useStore } from '../../store/store';
import { text } from '../../text/text';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../ui/specials';
import { evaluationPrompts } from '../../world/prompts';
import { Answers } from './Answers';
import styles from './Ask.module.css';
import { problemOf } from './prompt';
import { PromptInput } from './PromptInput';

const EXAMPLES_SHOWN = 5;

/** The first evaluation prompt of each kind, then the second of each, so that a handful shows the whole range. */
const EXAMPLES = (() => {
  const seen = new Map<string, number>();
  const placed = evaluationPrompts().map((prompt) => {
    const nth = seen.get(prompt.kind) ?? 0;
    seen.set(prompt.kind, nth + 1);
    return { text: prompt.text, nth };
  });
  return [...new Set(placed.sort((a, b) => a.nth - b.nth).map((prompt) => prompt.text))];
})();

export function Ask() {
  const [prompt, setPrompt] = useState('');
  const [problem, setProblem] = useState('');
  const [page, setPage] = useState(0);
  const problemId = useId();
  const asked = useStore((state) => state.asked);
  const ready = useStore(({ run }) => run.stages.pretrain !== null);
  const sets = useStore(({ run }) => run.answers);

  const send = (typed: string) => {
    const sentence = ready ? problemOf(typed) : text.ask.notReady;
    setProblem(sentence);
    if (sentence === '') actions.ask(typed.trim());
  };
  const examples = Array.from({ length: EXAMPLES_SHOWN }, (_, i) => EXAMPLES[(page + i) % EXAMPLES.length]);

  return (
    <main className={styles.ask}>
      <h2 className={styles.heading}>{text.ask.heading}</h2>
      <p className={styles.sentence}>{text.ask.sentence}</p>
      <div className={styles.form}>
        <PromptInput
          value={prompt}
          invalid={problem !== ''}
          problemId={problemId}
          onChange={(next) => {
            setPrompt(next);
            setProblem('');
          }}
          onSend={() => send(prompt)}
        />
        <button type="button" className={styles.send} data-testid="ask-send" onClick={() => send(prompt)}>
          {text.ask.send}
        </button>
      </div>
      <p className={styles.problem} id={problemId} role="alert" data-testid="ask-problem">
        {problem}
      </p>
      <div className={styles.examples}>
        <span className={shared.quiet}>{text.ask.examples}</span>
        {examples.map((example) => (
          <button
            key={example}
            type="button"
            className={shared.link}
            onClick={() => {
              setPrompt(example);
              send(example);
            }}
          >
            {showTokens(example)}
          </button>
        ))}
        <button type="button" className={styles.others} onClick={() => setPage(page + EXAMPLES_SHOWN)}>
          {text.ask.more}
        </button>
      </div>
      <div aria-live="polite" className={styles.sets}>
        {asked !== null && (
          <p className={styles.waiting}>
            {text.ask.waiting}: <q>{showTokens(asked.prompt)}</q>
          </p>
        )}
        {sets.map((set, i) => (
          <Answers key={set.id} set={set} newest={i === 0} />
        ))}
      </div>
    </main>
  );
}
