/** In place of the run bar while a saved run is replayed: a scrubber over its moments, and the way back to the live run. */
import { Pause, Play, StepBack, StepForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import { runActions } from '../store/saved/runs';
import type { Replay } from '../store/saved/replay';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import { formatSetting } from '../ui/format';
import styles from './ReplayBar.module.css';
import shared from '../ui/shared.module.css';

const words = text.runs.player;

/** Moments a second. */
const SPEEDS = [1, 2, 4, 8, 16, 32] as const;

export default function ReplayBar({ replay: { head, film, place } }: { readonly replay: Replay }) {
  const state = useStore(({ run }) => run.stages[head.stage]);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(4);
  const last = film.moments.length - 1;
  const moves = playing && place < last;

  useEffect(() => {
    if (!moves) return undefined;
    const timer = setInterval(() => runActions.seek((useStore.getState().replay?.place ?? last) + 1), 1000 / speed);
    return () => clearInterval(timer);
  }, [moves, speed, last]);

  const moment = words.moment(state?.iteration ?? 0, head.iterations);
  const step = (by: number) => {
    setPlaying(false);
    runActions.seek(place + by);
  };
  const play = () => {
    if (!moves && place === last) runActions.seek(0);
    setPlaying(!moves);
  };
  return (
    <section
      className={styles.bar}
      aria-label={words.label}
      data-testid="replay"
      data-place={place}
      data-moments={last}
    >
      <p className={styles.mark} title={words.meaning}>
        {words.marked} <b>{head.name}</b>
      </p>
      <div className={styles.buttons}>
        <button
          type="button"
          data-testid="replay-back"
          aria-label={words.back}
          disabled={place === 0}
          onClick={() => step(-1)}
        >
          <StepBack size="1em" aria-hidden="true" />
        </button>
        <button type="button" className={styles.play} autoFocus data-testid="replay-play" onClick={play}>
          {moves ? <Pause size="1em" aria-hidden="true" /> : <Play size="1em" aria-hidden="true" />}
          <span>{moves ? words.pause : words.play}</span>
        </button>
        <button
          type="button"
          data-testid="replay-forward"
          aria-label={words.forward}
          disabled={place === last}
          onClick={() => step(1)}
        >
          <StepForward size="1em" aria-hidden="true" />
        </button>
      </div>
      <input
        type="range"
        className={styles.scrubber}
        data-testid="replay-scrubber"
        aria-label={words.scrub}
        aria-valuetext={moment}
        min={0}
        max={last}
        value={place}
        onChange={({ target }) => {
          setPlaying(false);
          runActions.seek(Number(target.value));
        }}
      />
      <span className={`${shared.mono} ${styles.moment}`} data-testid="replay-moment">
        {moment}
      </span>
      <label className={styles.speed}>
        <select value={speed} onChange={({ target }) => setSpeed(Number(target.value))}>
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {formatSetting(each)}
            </option>
          ))}
        </select>
        {words.speed}
      </label>
      <button type="button" data-testid="replay-leave" onClick={actions.leaveReplay}>
        {words.leave}
      </button>
    </section>
  );
}
