/** Says quietly that a new version of the page waits, and takes it where nothing trains. */
import { useLab } from '../store/lab/lab';
import { takeNewVersion, useOffline } from '../store/offline';
import { liveRun } from '../store/pageState';
import { useStore } from '../store/store';
import { text } from '../text/text';
import styles from './Notes.module.css';

const words = text.newVersion;

export function NewVersion() {
  const { newer, held } = useOffline();
  const stageTrains = useStore((state) =>
    Object.values(liveRun(state).stages).some((stage) => stage?.status === 'running'),
  );
  const labTrains = useLab(({ running }) => running);
  if (!newer) return null;
  const trains = stageTrains || labTrains;
  return (
    <p className={styles.note} data-testid="new-version">
      <span>{held ? words.held : trains ? words.whileTraining : words.waits}</span>
      {!trains && (
        <button
          type="button"
          className={styles.act}
          data-testid="take-new-version"
          onClick={() => void takeNewVersion()}
        >
          {words.reload}
        </button>
      )}
    </p>
  );
}
