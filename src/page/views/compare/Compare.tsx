/** One prompt, answered side by side by the model at every stage of its making, and by any policy that is added. */
import { Dices } from 'lucide-react';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { compareActions, EXAMPLE_PROMPT, useCompare } from '../../store/compare';
import { isOut } from '../../store/pageState';
import { actions, useStore } from '../../store/store';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { FactsButton } from '../../ui/reference/FactsButton';
import { Answers, EarlierAnswers } from './Answers';
import styles from './Compare.module.css';
import { Decoding } from './Decoding';
import { Legend } from './Legend';
import { Models } from './Models';
import { Offer } from '../../ui/prompt/Offer';
import { problemOf } from '../../ui/prompt/prompt';
import { PromptInput } from '../../ui/prompt/PromptInput';
import { storedProjector } from '../../ui/projector';
import { useControl } from '../../ui/Restrictable';
import { PromptPicker } from './PromptPicker';

export function Compare() {
  const prompt = useCompare((state) => state.typed);
  const [problem, setProblem] = useState('');
  const problemId = useId();
  const asked = useStore((state) => state.asked);
  const out = useStore(isOut);
  const opening = useStore(({ run }) => run.stages.pretrain === null);
  const waiting = useCompare((state) => state.waiting);
  const respondents = useStore(({ run }) => run.respondents);
  const off = useCompare((state) => state.off);
  const [newest, ...earlier] = useStore(({ run }) => run.answers);

  const problemNow = (typed: string) => {
    if (out) return text.compare.out;
    if (!opening && respondents.every(({ id }) => off.includes(id))) {
      return respondents.length === 0 ? text.compare.noModels : text.compare.nobody;
    }
    return problemOf(typed);
  };
  const send = (typed: string) => {
    const sentence = problemNow(typed);
    setProblem(sentence);
    if (sentence === '') compareActions.ask(typed.trim());
  };
  const pick = (picked: string) => {
    compareActions.type(picked);
    send(picked);
  };
  useEffect(() => {
    const { typed } = useCompare.getState();
    if (!out) compareActions.begin(problemOf(typed) === '' ? typed : EXAMPLE_PROMPT);
    // On entry, and once it is known who can be asked.
  }, [out, opening]);

  return (
    <main className={styles.compare}>
      <header className={styles.intro}>
        <h2 className={styles.heading}>{text.compare.heading}</h2>
        <p className={styles.sentence}>{text.compare.sentence}</p>
      </header>
      <div className={styles.form}>
        <PromptInput
          value={prompt}
          invalid={problem !== ''}
          problemId={problemId}
          testId="compare-input"
          label={text.compare.label}
          placeholder={text.compare.placeholder}
          onChange={(next) => {
            compareActions.type(next);
            setProblem('');
          }}
          onSend={() => send(prompt)}
        />
        <button type="button" className={styles.send} data-testid="compare-send" onClick={() => send(prompt)}>
          {text.compare.send}
        </button>
      </div>
      <div className={styles.notes}>
        <p className={styles.problem} id={problemId} role="alert" data-testid="compare-problem">
          {problem}
        </p>
        {problem === '' ? <p>{text.compare.offered}</p> : <Offer prompt={prompt} onPick={pick} />}
        <FactsButton />
      </div>
      <Options>
        <PromptPicker onPick={pick} />
        <Models />
        <Decoding />
      </Options>
      <div aria-live="polite" className={styles.waiting}>
        {waiting !== null && opening && <Waiting sentence={text.compare.notReady} prompt={waiting} />}
        {asked !== null && <Waiting sentence={text.compare.waiting} prompt={asked.question.prompt} />}
      </div>
      {!opening && !newest && respondents.length === 0 && <NoModels />}
      {newest && (
        <div className={styles.sets}>
          <div className={styles.over}>
            <Legend scoredBy={newest.scoredBy} />
            <button
              type="button"
              className={styles.add}
              title={text.compare.againMeaning}
              data-testid="compare-again"
              onClick={compareActions.drawAgain}
            >
              <Dices size="1em" aria-hidden="true" /> {text.compare.again}
            </button>
          </div>
          <Answers key={newest.id} set={newest} newest />
          <details>
            <summary>{text.compare.howToRead}</summary>
            {text.compare.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </details>
          <EarlierAnswers sets={earlier} />
        </div>
      )}
    </main>
  );
}

/** What is missing where no model can be asked, and the way there. */
function NoModels() {
  const leadsOn = useControl('train') === 'free';
  return (
    <p data-testid="compare-no-models">
      {text.compare.noModels}{' '}
      {leadsOn && (
        <button type="button" data-testid="compare-train" onClick={() => actions.selectView('train')}>
          {text.compare.train}
        </button>
      )}
    </p>
  );
}

/** What may be asked, of whom, and how they answer; folded at first where large type leaves the room to the answers. */
function Options({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(() => !storedProjector());
  return (
    <details
      className={styles.options}
      open={open}
      data-testid="compare-options"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{text.compare.options}</summary>
      {children}
    </details>
  );
}

/** Says what a prompt without answers still waits for. */
function Waiting({ sentence, prompt }: { readonly sentence: string; readonly prompt: string }) {
  return (
    <p data-testid="compare-waiting">
      <span>{sentence}</span> <q>{showTokens(prompt)}</q>
    </p>
  );
}
