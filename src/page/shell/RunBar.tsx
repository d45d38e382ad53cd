/** The same bar for every stage: run, step, reset, how fast, how far. */
import { useEffect, useRef } from 'react';
import type { StageName } from '../../experiment/names';
import { canRun, canStep } from '../store/run/canRun';
import type { StageState } from '../store/run/pageModel';
import { isOut } from '../store/pageState';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import { Restrictable } from '../ui/Restrictable';
import { formatDuration, formatShare } from '../ui/format';
import { Icon } from '../ui/Icon';
import styles from './RunBar.module.css';
import shared from '../ui/shared.module.css';
import { SpeedSlider } from './SpeedSlider';
import { progressText, statusText, waitsFor } from '../ui/stageText';

/** Why a button is dead, else what it does. */
function meaningOf(state: StageState | null, out: boolean, alive: boolean, meaning: string): string {
  if (alive) return meaning;
  if (out) return text.runBar.outMeaning;
  return state === null ? text.opening : waitsFor(state) || text.runBar.doneMeaning;
}

export function RunBar({ stage }: { readonly stage: StageName }) {
  const state = useStore(({ run }) => run.stages[stage]);
  const running = state?.status === 'running';
  const again = state?.status === 'done' && state.iteration > 0;
  const out = useStore(isOut);
  const runnable = !out && canRun(state);
  const resettable = !out && state !== null && state.status !== 'locked';
  const steppable = useStore((page) => !isOut(page) && canStep(stage, page.run.stages));
  const runButton = useRef<HTMLButtonElement>(null);
  const ready = state !== null;

  // On the first visit the run button is what to press; a learner who is already elsewhere keeps the focus.
  useEffect(() => {
    if (ready && document.activeElement === document.body) runButton.current?.focus({ preventScroll: true });
  }, [ready]);

  return (
    <section className={styles.bar} aria-label={text.runBar.label} data-testid="run-bar">
      <div className={styles.buttons}>
        <Restrictable name="run">
          <button
            type="button"
            ref={runButton}
            className={styles.run}
            data-testid={running ? 'pause' : 'run'}
            data-again={again}
            title={meaningOf(state, out, runnable, again ? text.runBar.againMeaning : text.runBar.runMeaning)}
            disabled={!running && !runnable}
            onClick={() => (running ? actions.pause() : actions.run(stage))}
          >
            <Icon name={running ? 'pause' : 'run'} />
            <span>{running ? text.runBar.pause : again ? text.runBar.again : text.runBar.run}</span>
          </button>
        </Restrictable>
        <Restrictable name="microStep">
          <button
            type="button"
            data-testid="micro-step"
            title={meaningOf(state, out, steppable, text.runBar.microMeaning)}
            disabled={!steppable}
            onClick={() => actions.step(stage, 'micro')}
          >
            <Icon name="micro" />
            <span>{text.runBar.micro}</span>
          </button>
        </Restrictable>
        <Restrictable name="iteration">
          <button
            type="button"
            data-testid="iteration-step"
            title={meaningOf(state, out, steppable, text.runBar.iterationMeaning)}
            disabled={!steppable}
            onClick={() => actions.step(stage, 'iteration')}
          >
            <Icon name="iteration" />
            <span>{text.runBar.iteration}</span>
          </button>
        </Restrictable>
        <Restrictable name="reset">
          <button
            type="button"
            data-testid="reset"
            title={meaningOf(state, out, resettable, text.runBar.resetMeaning)}
            disabled={!resettable}
            onClick={() => actions.reset(stage)}
          >
            <Icon name="reset" />
            <span>{text.runBar.reset}</span>
          </button>
        </Restrictable>
      </div>
      <Restrictable name="speed">
        <SpeedSlider />
      </Restrictable>
      <Progress state={state} />
    </section>
  );
}

function Progress({ state }: { readonly state: StageState | null }) {
  const activity = useStore(({ run }) => run.activity);
  const seed = useStore(({ run }) => run.settings.seed);
  if (state === null) {
    const fraction = activity?.fraction ?? 0;
    return (
      <div className={styles.progress} data-testid="progress" data-iteration="" role="status">
        <span>
          <span>{activity === null ? text.opening : text.activities[activity.activity]}</span>{' '}
          <span className={shared.mono}>{activity === null ? '' : formatShare(fraction)}</span>
        </span>
        <progress aria-label={text.runBar.progressLabel} max={1} value={fraction} />
      </div>
    );
  }
  const { iteration, iterations, secondsLeft, status } = state;
  const left = secondsLeft !== null && status === 'running' ? text.runBar.left(formatDuration(secondsLeft)) : '';
  return (
    <div className={styles.progress} data-testid="progress" data-iteration={iteration} data-iterations={iterations}>
      <span className={shared.mono}>{progressText(state)}</span>
      <progress aria-label={text.runBar.progressLabel} max={Math.max(1, iterations)} value={iteration} />
      <span className={`${shared.mono} ${styles.left}`}>{status === 'done' ? statusText(state) : left}</span>
      <span className={`${shared.mono} ${shared.quiet} ${styles.seed}`}>{text.runBar.seed(seed)}</span>
    </div>
  );
}
