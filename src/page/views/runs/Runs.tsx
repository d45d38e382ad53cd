/** Every saved run: what it was, how it ended, how it differs from another; to lay over, to replay, to hand on. */
import { Download, Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { writeCsv } from '../../../formats/csv';
import { download } from '../../store/download';
import type { SavedLabRun } from '../../store/saved/savedLabRun';
import type { SavedRun } from '../../store/saved/recorder';
import { runActions, useRuns, type ListedRun } from '../../store/saved/runs';
import { useStore } from '../../store/store';
import { plainSymbols } from '../../text/symbolText';
import { text } from '../../text/text';
import { FileInput } from '../../ui/FileInput';
import shared from '../../ui/shared.module.css';
import { LabRunCard } from './LabRunCard';
import { RunCard } from './RunCard';
import styles from './Runs.module.css';
import { Sure } from './Sure';
import { differenceText } from './differenceText';
import { isPredicted, predictionCells } from './predictions';
import { UnreadableCard } from './UnreadableCard';

const words = text.runs;

/** What the runs are compared with, unless it is one of them. */
const DEFAULTS = 'defaults';
const PRESENT = 'present';

export default function Runs() {
  const list = useRuns((state) => state.list);
  const closed = useRuns((state) => state.closed);
  useEffect(() => runActions.follow(), []);
  return (
    <main className={styles.runs} data-testid="runs">
      <h2 className={styles.heading}>{words.heading}</h2>
      <p className={styles.sentence}>{words.sentence}</p>
      {closed !== null && <Closed detail={closed} />}
      {list !== null && <List list={list} />}
      {list === null && closed === null && <p className={shared.quiet}>{words.opening}</p>}
    </main>
  );
}

function Closed({ detail }: { readonly detail: string }) {
  return (
    <div role="alert" data-testid="runs-closed">
      <p className={styles.sentence}>{words.closed}</p>
      <details>
        <summary>{text.notices.details}</summary>
        <p>{detail}</p>
      </details>
    </div>
  );
}

function List({ list }: { readonly list: readonly ListedRun[] }) {
  const [against, setAgainst] = useState(DEFAULTS);
  const present = useStore(({ run }) => run);
  const readable = list.filter((run): run is SavedRun | SavedLabRun => !('problem' in run));
  const other = readable.find(({ id }) => id === against) ?? (against === PRESENT ? present : DEFAULTS);
  return (
    <>
      <div className={styles.bar}>
        <span>{words.count(list.length)}</span>
        {list.length > 0 && (
          <label className={styles.against}>
            {words.against}
            <select value={against} data-testid="runs-against" onChange={({ target }) => setAgainst(target.value)}>
              <option value={DEFAULTS}>{words.defaults}</option>
              <option value={PRESENT}>{words.present}</option>
              {readable.map(({ id, name }) => (
                <option key={id} value={id}>
                  {plainSymbols(name)}
                </option>
              ))}
            </select>
          </label>
        )}
        <Import />
        <SavePredictions runs={readable} />
        {list.length > 0 && (
          <Sure
            id="delete-all"
            question={words.sure(list.length)}
            onSure={() => runActions.remove(list.map(({ id }) => id))}
          >
            {words.deleteAll}
          </Sure>
        )}
      </div>
      {list.length === 0 ? (
        <p className={styles.sentence}>{words.empty}</p>
      ) : (
        <ul className={styles.list} aria-label={words.list} role="list">
          {list.map((run) => {
            if ('problem' in run) return <UnreadableCard key={run.id} run={run} />;
            return 'stage' in run ? (
              <RunCard key={run.id} run={run} difference={differenceText(run, other)} />
            ) : (
              <LabRunCard key={run.id} run={run} difference={differenceText(run, other)} />
            );
          })}
        </ul>
      )}
    </>
  );
}

/** Every prediction of the lab as a table for a spreadsheet; nothing where there is none. */
function SavePredictions({ runs }: { readonly runs: readonly (SavedRun | SavedLabRun)[] }) {
  const predicted = runs.filter((run): run is SavedLabRun => 'scenario' in run && isPredicted(run));
  if (predicted.length === 0) return null;
  const save = () =>
    download('rlhf-playground-predictions.csv', new TextEncoder().encode(writeCsv(predictionCells(predicted))).buffer);
  return (
    <button type="button" data-testid="save-predictions" title={words.lab.savePredictionsMeaning} onClick={save}>
      <Download size="1em" aria-hidden="true" /> {words.lab.savePredictions}
    </button>
  );
}

function Import() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" data-testid="import-run" onClick={() => input.current?.click()}>
        <Upload size="1em" aria-hidden="true" /> {words.import}
      </button>
      <FileInput input={input} testId="run-file" label={words.import} onFile={runActions.import} />
    </>
  );
}
