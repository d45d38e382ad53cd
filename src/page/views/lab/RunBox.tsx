/** Starts and stops a scenario, and says what runs, live or recorded. */
import { openKnobs, SCENARIOS, type ScenarioName } from '../../../experiment/scenarios';
import { pickSettings } from '../../../experiment/settings';
import type { SavedLabRun } from '../../store/saved/savedLabRun';
import { labActions, useLab, type LabState } from '../../store/lab/lab';
import { scenarioActions } from '../../store/lab/scenario';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { armLabel, settingsLabel } from '../../ui/armLabel';
import { Restrictable } from '../../ui/Restrictable';
import { formatDuration, formatMoment } from '../../ui/format';
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
            <Restrictable name="liveRun">
              <button
                type="button"
                className={styles.run}
                data-testid="lab-run"
                disabled={!ready}
                onClick={scenarioActions.run}
              >
                {SCENARIOS[name].played === true ? text.lab.play.start : text.lab.run}
              </button>
            </Restrictable>
            <Restrictable name="recordings">
              <button
                type="button"
                data-testid="lab-play"
                onClick={() => scenarioActions.play(matchMedia(REDUCED_MOTION).matches)}
              >
                {text.lab.playRecording}
              </button>
            </Restrictable>
          </>
        )}
      </div>
      <Standing name={name} />
    </>
  );
}

function keptFrom({ imported, recorded, begun, backend, seconds }: SavedLabRun): string {
  if (recorded && !imported) return text.lab.replayed(formatMoment(begun));
  const from = imported ? text.lab.imported : text.lab.reopened;
  return from(formatMoment(begun), text.backends[backend], formatDuration(seconds));
}

/** Where the run on view comes from: this tab, the saved runs, or the recording that ships. */
function sourceOf(name: ScenarioName, { run, running, recording, kept }: LabState): readonly string[] {
  if (recording !== null) {
    const { backend, seconds, settings } = recording;
    const own = settingsLabel(pickSettings(settings, openKnobs(name)));
    return [
      text.lab.recorded(backend, formatDuration(seconds)),
      text.lab.recordedWith(own),
      ...(kept === null ? [] : [text.lab.keptPrediction]),
    ];
  }
  if (kept?.reopened === true) return [keptFrom(kept.head)];
  if (run === null || run.problem !== null) return [];
  if (!run.done) return [running ? text.lab.running : text.lab.stopped];
  return [text.lab.live, ...(kept === null ? [] : [text.lab.kept])];
}

/** Where the run on view comes from, and what it does now. */
function Standing({ name }: { readonly name: ScenarioName }) {
  const state = useLab();
  const { run, running, wentOn, recording, kept } = state;
  if (run === null) return null;
  const { doing, problem } = run;
  const live = recording === null && kept?.reopened !== true;
  return (
    <div className={styles.standing} aria-live="polite">
      <div className={live ? styles.meaning : styles.recorded} data-testid="lab-source">
        {sourceOf(name, state).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
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
