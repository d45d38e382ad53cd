/** Starts and stops a scenario, and says what runs, live or recorded. */
import { openKnobs, type ScenarioName } from '../../scenarios';
import { pickSettings } from '../../settings';
import { labActions, useLab } from '../../store/lab';
import { scenarioActions } from '../../store/scenario';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { armLabel, settingsLabel } from '../../ui/armLabel';
import { Controlled } from '../../ui/Controlled';
import { formatDuration } from '../../ui/format';
import styles from './Lab.module.css';

const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';

export function RunBox({ name }: { readonly name: ScenarioName }) {
  const ready = useStore((state) => state.run.backend !== null);
  const running = useLab((state) => state.running);
  return (
    <>
      <div className={styles.buttons}>
        {running ? (
          <button type="button" data-testid="lab-stop" onClick={labActions.stop}>
            {text.lab.stop}
          </button>
        ) : (
          <>
            <Controlled name="liveRun">
              <button
                type="button"
                className={styles.run}
                data-testid="lab-run"
                disabled={!ready}
                onClick={scenarioActions.run}
              >
                {text.lab.run}
              </button>
            </Controlled>
            <Controlled name="recordings">
              <button
                type="button"
                data-testid="lab-play"
                onClick={() => labActions.playRecording(name, matchMedia(REDUCED_MOTION).matches)}
              >
                {text.lab.play}
              </button>
            </Controlled>
          </>
        )}
      </div>
      <Standing name={name} />
    </>
  );
}

/** Where the run on view comes from, and what it does now. */
function Standing({ name }: { readonly name: ScenarioName }) {
  const { run, ran, running, wentOn, recording } = useLab();
  if (run === null) return null;
  const { doing, problem } = run;
  const live = running ? text.lab.running : run.done ? text.lab.live : text.lab.stopped;
  return (
    <div className={styles.standing} aria-live="polite">
      <div className={recording === null ? styles.meaning : styles.recorded} data-testid="lab-source">
        {recording === null ? (
          problem === null && <p>{live}</p>
        ) : (
          <>
            <p>{text.lab.recorded(recording.backend, formatDuration(recording.seconds))}</p>
            {ran !== null && <p>{text.lab.recordedWith(settingsLabel(pickSettings(ran, openKnobs(name))))}</p>}
          </>
        )}
      </div>
      {wentOn && (
        <p className={styles.meaning} data-testid="lab-went-on">
          {text.classroom.wentOn(text.lab.whatWaited[recording === null ? 'live' : 'recording'])}
        </p>
      )}
      {running && (
        <p className={styles.meaning}>
          {doing === null ? (
            text.lab.opening
          ) : (
            <>
              {armLabel(name, doing.arm, null)}: {text.lab.doing[doing.doing]}{' '}
              <progress value={doing.fraction} aria-label={text.lab.doing[doing.doing]} />
            </>
          )}
        </p>
      )}
      {problem !== null && (
        <p role="alert" className={styles.problem} title={problem.detail}>
          {problem.sentence}
        </p>
      )}
    </div>
  );
}
