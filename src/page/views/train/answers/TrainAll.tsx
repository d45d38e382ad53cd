/** All four stages in one press, with the time that they will take; while they run, where they are. */
import { TRAINED_STAGES } from '../../../../experiment/names';
import { actions, useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { formatDuration } from '../../../ui/format';
import { Restrictable } from '../../../ui/Restrictable';
import shared from '../../../ui/shared.module.css';
import { secondsFrom } from './allStagesTime';
import styles from './TrainAll.module.css';

export function TrainAll() {
  const settings = useStore(({ run }) => run.settings);
  const report = useStore(({ run }) => run.backend);
  const idle = useStore(({ trainingAll, replay }) => trainingAll === null && replay === null);
  const firstRound = useStore(({ run }) => (run.stages.ppo?.round ?? 1) === 1);
  const seconds = secondsFrom('pretrain', settings, report);
  if (!idle || !firstRound) return null;
  return (
    <Restrictable name="fromNothing">
      <button
        type="button"
        className={shared.link}
        data-testid="train-all"
        title={seconds === null ? text.trainAll.unknown : text.trainAll.meaning(formatDuration(seconds))}
        onClick={actions.trainAll}
      >
        {text.trainAll.button} {seconds !== null && <span>({text.trainAll.about(formatDuration(seconds))})</span>}
      </button>
    </Restrictable>
  );
}

export function TrainingAll() {
  const at = useStore(({ trainingAll }) => trainingAll);
  const settings = useStore(({ run }) => run.settings);
  const report = useStore(({ run }) => run.backend);
  const here = useStore(({ run, trainingAll }) => (trainingAll === null ? null : run.stages[trainingAll]?.secondsLeft));
  if (at === null) return null;
  const place = TRAINED_STAGES.indexOf(at);
  const next = TRAINED_STAGES.at(place + 1);
  const after = next === undefined ? 0 : secondsFrom(next, settings, report);
  const left = typeof here === 'number' && after !== null ? formatDuration(here + after) : '';
  return (
    <p className={styles.all} data-testid="training-all">
      <span>{text.trainAll.running(place + 1, TRAINED_STAGES.length, left)}</span>
      {next !== undefined && (
        <button type="button" className={shared.link} data-testid="stop-training-all" onClick={actions.stopTrainingAll}>
          {text.trainAll.stop}
        </button>
      )}
    </p>
  );
}
