/** The models to ask, each switched on or off; policies from files can be added and removed. */
import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import { compareActions, useCompare } from '../../store/compare';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { FileInput } from '../../ui/FileInput';
import { lineColor, SPEAKER_COLORS } from '../../ui/colors';
import styles from './Compare.module.css';
import { respondentMeaning, respondentName } from './respondentName';

export function Models() {
  const respondents = useStore(({ run }) => run.respondents);
  const off = useCompare((state) => state.off);
  return (
    <div className={styles.row} role="group" aria-label={text.compare.models}>
      <span className={styles.legend}>{text.compare.models}</span>
      {respondents.map((respondent) => {
        const { id, speaker, name } = respondent;
        return (
          <span key={id} className={styles.model}>
            <label title={respondentMeaning(respondent)}>
              <input
                type="checkbox"
                data-testid={`model-${id}`}
                checked={!off.includes(id)}
                onChange={() => compareActions.toggle(id)}
              />
              <span className={styles.swatch} style={{ background: lineColor(SPEAKER_COLORS[speaker]) }} />
              {respondentName(respondent, respondents)}
            </label>
            {name !== null && (
              <button
                type="button"
                className={styles.remove}
                aria-label={text.compare.remove(name)}
                data-testid={`remove-${id}`}
                onClick={() => compareActions.removePolicy(id)}
              >
                <X size="1em" aria-hidden="true" />
              </button>
            )}
          </span>
        );
      })}
      <AddPolicy />
    </div>
  );
}

function AddPolicy() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={styles.add}
        title={text.compare.addMeaning}
        data-testid="add-policy"
        onClick={() => input.current?.click()}
      >
        <Plus size="1em" aria-hidden="true" /> {text.compare.addPolicy}
      </button>
      <FileInput
        input={input}
        testId="policy-file"
        label={text.compare.addPolicy}
        accept=".safetensors"
        onFile={compareActions.openPolicy}
      />
    </>
  );
}
