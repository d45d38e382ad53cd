/** All four stages in one press, with the time that they will take; while they run, where they are. */
import { TRAINED_STAGES, type TrainedStage } from '../../../../experiment/names';
import { isOut, liveRun } from '../../../store/pageState';
import { actions, useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { formatDuration } from '../../../ui/format';
import { Restrictable } from '../../../ui/Restrictable';
import shared from '../../../ui/shared.module.css';
import { secondsFrom } from './secondsFrom';
import styles from './TrainAll.module.css';

export function TrainAll() {
  const settings = useStore(({ run }) => run.settings);
  const report = useStore(({ run }) => run.backend);
  const idle = useStore(({ trainingAll, replay }) => trainingAll === null && replay === null);
  const firstRound = useStore(({ run }) => (run.stages.ppo?.round ?? 1) === 1);
  const seconds = secondsFrom('pretrain', settings, report);
  if (!idle || !firstRound) return null;
  return (
    <Restrictable name="run">
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
    </Restrictable>
  );
}

export function TrainingAll() {
  const at = useStore(({ trainingAll }) => trainingAll);
  const state = useStore((page) => (at === null ? null : liveRun(page).stages[at]));
  if (at === null) return null;
  return (
    <div className={styles.all} data-testid="training-all">
      {state?.status === 'paused' ? <Paused at={at} /> : <Running at={at} secondsLeft={state?.secondsLeft ?? null} />}
    </div>
  );
}

function Running({ at, secondsLeft }: { readonly at: TrainedStage; readonly secondsLeft: number | null }) {
  const settings = useStore(({ run }) => run.settings);
  const report = useStore(({ run }) => run.backend);
  const place = TRAINED_STAGES.indexOf(at);
  const next = TRAINED_STAGES.at(place + 1);
  const after = next === undefined ? 0 : secondsFrom(next, settings, report);
  const left = secondsLeft !== null && after !== null ? formatDuration(secondsLeft + after) : '';
  return (
    <>
      <span>{text.trainAll.running(place + 1, TRAINED_STAGES.length, left)}</span>
      {next !== undefined && <Stop label={text.trainAll.stop} />}
    </>
  );
}

function Paused({ at }: { readonly at: TrainedStage }) {
  const out = useStore(isOut);
  return (
    <>
      <span>{text.trainAll.paused(TRAINED_STAGES.indexOf(at) + 1, TRAINED_STAGES.length)}</span>
      <Restrictable name="run">
        <button
          type="button"
          className={shared.link}
          data-testid="go-on-training-all"
          disabled={out}
          onClick={() => actions.run(at)}
        >
          {text.trainAll.goOn}
        </button>
      </Restrictable>
      <Stop label={text.trainAll.stopHere} />
    </>
  );
}

function Stop({ label }: { readonly label: string }) {
  return (
    <button type="button" className={shared.link} data-testid="stop-training-all" onClick={actions.stopTrainingAll}>
      {label}
    </button>
  );
}
