/** Prompts to pick by what they are for. */
import { useMemo, useState } from 'react';
import { text } from '../../text/text';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../store/tokenText';
import { promptsFor, promptsOfAllUses, USE_CASE_NAMES, type UseCaseName } from '../../../world/useCases';
import styles from './Compare.module.css';

const SHOWN = 4;

type Choice = UseCaseName | 'any';

const CHOICES: readonly Choice[] = ['any', ...USE_CASE_NAMES];

export function PromptPicker({ onPick }: { readonly onPick: (prompt: string) => void }) {
  const [choice, setChoice] = useState<Choice>('any');
  const [from, setFrom] = useState(0);
  const prompts = useMemo(() => (choice === 'any' ? promptsOfAllUses() : promptsFor(choice)), [choice]);
  const shown = Array.from({ length: Math.min(SHOWN, prompts.length) }, (_, i) => prompts[(from + i) % prompts.length]);
  return (
    <>
      <div className={styles.row} role="group" aria-label={text.compare.useCase}>
        <span className={styles.legend}>{text.compare.useCase}</span>
        {CHOICES.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.useCase}
            data-testid={`use-case-${each}`}
            aria-pressed={each === choice}
            onClick={() => {
              setChoice(each);
              setFrom(0);
            }}
          >
            {text.compare.useCases[each]}
          </button>
        ))}
      </div>
      <div className={styles.prompts} role="group" aria-label={text.compare.prompts} data-testid="use-case-prompts">
        {shown.map((prompt) => (
          <button key={prompt} type="button" className={shared.link} onClick={() => onPick(prompt)}>
            {showTokens(prompt)}
          </button>
        ))}
        {prompts.length > SHOWN && (
          <button type="button" className={styles.others} onClick={() => setFrom(from + SHOWN)}>
            {text.compare.more}
          </button>
        )}
      </div>
    </>
  );
}
