/** Opening and saving a stage's weights. */
import { useRef } from 'react';
import type { TrainedStage } from '../../../experiment/names';
import { useStore } from '../../store/store';
import { weightActions } from '../../store/weights';
import { FileInput } from '../../ui/FileInput';
import { weightsNote } from '../../ui/stageText';
import { text } from '../../text/text';
import { HandOver } from './HandOver';
import shared from '../../ui/shared.module.css';
import styles from './Weights.module.css';

export function Weights({ stage }: { readonly stage: TrainedStage }) {
  const note = useStore(({ run }) => weightsNote(run.stages[stage]));
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className={styles.weights} data-screen aria-label={text.weights.heading}>
      <h2 className={shared.heading}>{text.weights.heading}</h2>
      <p className={styles.note}>{note}</p>
      <div className={styles.buttons}>
        <button
          type="button"
          data-testid="open-weights"
          title={text.weights.saved}
          onClick={() => input.current?.click()}
        >
          {text.weights.open}
        </button>
        <button
          type="button"
          data-testid="save-weights"
          title={text.weights.saved}
          onClick={() => weightActions.saveFile(stage)}
        >
          {text.weights.save}
        </button>
        <button type="button" data-testid="open-shipped" onClick={weightActions.openShipped}>
          {text.weights.shipped}
        </button>
        <button type="button" data-testid="random-weights" onClick={weightActions.startFromNothing}>
          {text.firstVisit.fromNothing}
        </button>
      </div>
      <HandOver stage={stage} />
      <FileInput
        input={input}
        testId="weights-file"
        label={text.weights.open}
        accept=".safetensors"
        onFile={(file) => weightActions.openFile(stage, file)}
      />
    </section>
  );
}
