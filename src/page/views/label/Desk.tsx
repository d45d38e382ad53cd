/** One prompt and its answers, to be ranked by dragging, by buttons, or by keys alone. */
import { useEffect, useRef } from 'react';
import { move, rankOf, toggleTie } from '../../store/label/levels';
import type { Draft } from '../../store/label/draft';
import { labelActions, useRankings } from '../../store/label/rankings';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../store/tokenText';
import parts from './parts.module.css';
import styles from './Desk.module.css';
import { Remarks } from './Remarks';
import { Responses } from './Responses';

const K = [4, 5, 6, 7, 8, 9] as const;

interface DeskProps {
  readonly draft: Draft;
  /** The main button of the view stands elsewhere. */
  readonly quiet: boolean;
}

export function Desk({ draft, quiet }: DeskProps) {
  const place = useRef<HTMLDivElement>(null);
  const tasks = useStore(({ run }) => run.labeling.tasks);
  const canUndo = useRankings(({ past }) => past.length > 0);
  const { prompt, responses, drawn, levels, chosen, replaces, order } = draft;

  // The keys act where the list has the focus: whoever is not busy elsewhere, or has just chosen this view, begins there.
  useEffect(() => {
    const { activeElement } = document;
    const free = activeElement === null || activeElement === document.body || activeElement.closest('nav') !== null;
    if (free) focusList(place.current);
  }, [prompt]);

  const handIn = () => {
    if (labelActions.handIn(tasks)) focusList(place.current);
  };
  /** The second click of a double click answers no question. */
  const onNext = ({ detail }: React.MouseEvent) => {
    if (detail < 2) handIn();
  };
  const skip = () => {
    labelActions.skip(tasks);
    focusList(place.current);
  };
  const undo = () => {
    labelActions.undo();
    focusList(place.current);
  };

  /**
   * Capture phase, ahead of react-aria, which keeps all keys during a keyboard drag. A key that is held moves an
   * answer on and on, and does nothing else twice.
   */
  const onKeys = (event: React.KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : actionOf(event, draft, { handIn, skip, undo });
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat || event.key.startsWith('Arrow')) act();
  };

  return (
    <div className={parts.column} ref={place}>
      {replaces !== null && <p className={shared.quiet}>{text.label.again}</p>}
      <p className={styles.prompt}>
        <span className={parts.note}>{text.label.prompt}</span> <b data-testid="label-prompt">{showTokens(prompt)}</b>
      </p>
      <div onKeyDownCapture={onKeys}>
        <Responses draft={draft} />
      </div>
      {responses.length < drawn && (
        <p className={parts.note} data-testid="label-alike">
          {text.label.alike(responses.length, drawn)}
        </p>
      )}
      <div className={parts.buttons}>
        <button type="button" className={quiet ? undefined : parts.primary} data-testid="label-next" onClick={onNext}>
          {text.label.handIn}
        </button>
        <button type="button" data-testid="label-undo" aria-disabled={!canUndo} onClick={undo}>
          {text.label.undo}
        </button>
        <button type="button" data-testid="label-skip" onClick={skip}>
          {text.label.skip}
        </button>
      </div>
      <p className={styles.hint} role="status" data-testid="label-hint">
        {order === 'asked' ? text.label.untouched : ''}
      </p>
      <details className={styles.more}>
        <summary>{text.label.keysHeading}</summary>
        <Keys />
        <PerPrompt />
      </details>
      <Remarks
        response={chosen}
        said={responses[chosen]}
        rank={text.label.rank(rankOf(levels, chosen), isTied(draft))}
      />
    </div>
  );
}

function isTied({ levels, chosen }: Draft): boolean {
  return (levels.find((level) => level.includes(chosen))?.length ?? 0) > 1;
}

/** On the row of the response that the keys act on, wherever it stands now. */
function focusList(place: HTMLElement | null): void {
  requestAnimationFrame(() => place?.querySelector<HTMLElement>('[role="row"][tabindex="0"], [role="row"]')?.focus());
}

type Acts = Readonly<Record<'handIn' | 'skip' | 'undo', () => void>>;

/** What a key does, as long as the focus is in the list and not on one of its buttons. */
function actionOf(event: React.KeyboardEvent, draft: Draft, acts: Acts): (() => void) | null {
  const { key, shiftKey, target } = event;
  const onButton = target instanceof Element && target.closest('button') !== null;
  const { levels, chosen } = draft;
  if (shiftKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    return () => labelActions.rank(move(levels, chosen, key === 'ArrowUp' ? -1 : 1));
  }
  if (key === '=') return () => labelActions.rank(toggleTie(levels, chosen));
  if (/^[1-7]$/.test(key)) return () => labelActions.setQuality(chosen, Number(key));
  if (key === 'u') return acts.undo;
  if (key === 's') return acts.skip;
  return key === 'Enter' && !onButton ? acts.handIn : null;
}

function Keys() {
  return (
    <div className={styles.keys}>
      <ul role="list">
        {text.label.keys.map(({ keys, does }) => (
          <li key={does}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}{' '}
            {does}
          </li>
        ))}
      </ul>
      <p>{text.label.dragging}</p>
    </div>
  );
}

/** How many answers a prompt has. */
function PerPrompt() {
  const perPrompt = useRankings((state) => state.responses);
  return (
    <label className={styles.responses}>
      {text.label.perPrompt}
      <select
        data-testid="label-responses"
        value={perPrompt}
        onChange={({ target }) => labelActions.setResponses(Number(target.value))}
      >
        {K.map((k) => (
          <option key={k}>{k}</option>
        ))}
      </select>
    </label>
  );
}
