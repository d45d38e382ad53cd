/** A stage's model and data to go on with elsewhere: as a folder for Python, and as JSON Lines. */
import { useState } from 'react';
import type { TrainedStage } from '../../../experiment/names';
import { folderName, loadingLines, type SavedDataSet } from '../../../protocol/handOver';
import { useStore } from '../../store/store';
import { weightActions } from '../../store/weights';
import { text } from '../../text/text';
import { formatInteger } from '../../ui/format';
import styles from './Weights.module.css';

interface Props {
  readonly stage: TrainedStage;
}

export function HandOver({ stage }: Props) {
  return (
    <>
      <ForPython stage={stage} />
      <DataSet stage={stage} />
    </>
  );
}

function ForPython({ stage }: Props) {
  const words = text.handOver.python;
  const lines = useStore(({ run }) => loadingLines(stage, folderName(stage, run.settings)).join('\n'));
  return (
    <details className={styles.fold} data-testid="for-python">
      <summary>{words.heading}</summary>
      <p>{words.sentence}</p>
      <button type="button" data-testid="save-python" onClick={() => weightActions.saveModelFolder(stage)}>
        {words.save}
      </button>
      <p>{words.load}</p>
      <pre className={styles.lines} data-testid="python-lines">
        {lines}
      </pre>
      <CopyLines key={lines} lines={lines} />
    </details>
  );
}

function CopyLines({ lines }: { readonly lines: string }) {
  const words = text.handOver.python;
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(lines);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  return (
    <p>
      <button type="button" data-testid="copy-python" onClick={copy}>
        {words.copy}
      </button>{' '}
      <span role="status">{outcome !== null && words[outcome]}</span>
    </p>
  );
}

function DataSet({ stage }: Props) {
  const words = text.handOver.data;
  const { fraction = null, saved = null } = useStore(({ run }) => run.dataSets[stage]) ?? {};
  return (
    <details className={styles.fold} data-testid="data-set">
      <summary>{words.heading}</summary>
      <p>
        {words.sentences[stage]} {words.format}
      </p>
      <button
        type="button"
        data-testid="save-data"
        aria-disabled={fraction !== null}
        onClick={() => fraction !== null || weightActions.saveDataSet(stage)}
      >
        {words.save}
      </button>
      {fraction !== null && <progress aria-label={words.collecting} value={fraction} />}
      <p role="status" data-testid="data-saved">
        {fraction === null ? saved !== null && savedText(stage, saved) : `${words.collecting} …`}
      </p>
    </details>
  );
}

function savedText(stage: TrainedStage, { records, leftOut, rankings }: SavedDataSet): string {
  const words = text.handOver.data;
  const sentences = [words.saved[stage](formatInteger(records))];
  if (rankings) sentences.push(words[rankings.learned ? 'learned' : 'collected'](formatInteger(rankings.count)));
  if (leftOut > 0) sentences.push(text.rankings.pairsLeftOut(leftOut));
  return sentences.join(' ');
}
