/** A line for a prompt that offers the world's words to complete the last one. */
import { useId, useState } from 'react';
import { text } from '../../text/text';
import { showTokens } from '../../store/tokenText';
import styles from './PromptInput.module.css';
import { complete, completionsOf } from './prompt';

interface Props {
  readonly value: string;
  readonly invalid: boolean;
  readonly problemId: string;
  readonly testId: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onChange: (prompt: string) => void;
  readonly onSend: () => void;
}

export function PromptInput({ value, invalid, problemId, testId, label, placeholder, onChange, onSend }: Props) {
  const listId = useId();
  const [active, setActive] = useState(-1);
  const [closed, setClosed] = useState(false);
  const offered = closed ? [] : completionsOf(value);
  const change = (prompt: string) => {
    setActive(-1);
    setClosed(false);
    onChange(prompt);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    // Keys that choose among the letters of another script are not for us.
    if (event.nativeEvent.isComposing) return;
    const chosen = offered[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (offered.length === 0) return;
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setActive((active + by + (active < 0 && by < 0 ? 1 : 0) + offered.length) % offered.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (event.repeat) return;
      if (chosen === undefined) onSend();
      else change(complete(value, chosen));
    } else if (event.key === 'Tab' && chosen !== undefined && !event.shiftKey) {
      event.preventDefault();
      change(complete(value, chosen));
    } else if (event.key === 'Escape') {
      setClosed(true);
    }
  };
  return (
    <div className={styles.prompt}>
      <input
        type="text"
        role="combobox"
        data-testid={testId}
        className={styles.input}
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={offered.length > 0}
        aria-controls={listId}
        aria-invalid={invalid}
        {...(invalid ? { 'aria-describedby': problemId } : {})}
        {...(offered[active] === undefined ? {} : { 'aria-activedescendant': `${listId}-${active}` })}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.words} id={listId} role="listbox" aria-label={text.prompt.words}>
        {offered.map((word, i) => (
          <span
            key={word}
            id={`${listId}-${i}`}
            role="option"
            className={styles.word}
            aria-selected={i === active}
            // On pointer down, before the field would lose the focus.
            onPointerDown={(event) => {
              event.preventDefault();
              change(complete(value, word));
            }}
          >
            {showTokens(word)}
          </span>
        ))}
      </div>
    </div>
  );
}
