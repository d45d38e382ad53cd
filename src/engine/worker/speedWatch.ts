/**
 * Keeps as many workers at work as are the fastest while the machine changes: a phone that gets warm slows down, another
 * program takes cores, and both come to an end.
 */
import type { Size } from '../../experiment/names';
import type { WorkersTiming } from '../../protocol/protocol';
import type { Crew } from '../lm/crew/crew';
import { areComplete, fastest, timeWorkers } from './chooseWorkers';

/** A step is timed so often, milliseconds. */
const EVERY = 60_000;
/** A step that takes so many times as long as before, or as short, is not chance. */
const CHANGED = 1.5;

/** A clock that is too coarse for a step tells of none. */
function hasChanged(before: number, milliseconds: number): boolean {
  return before > 0 && milliseconds > 0 && Math.abs(Math.log(milliseconds / before)) > Math.log(CHANGED);
}

interface Watched {
  readonly crew: Crew;
  /** The most workers that are tried. */
  readonly most: number;
  readonly now: () => number;
  /** Milliseconds of a training step of that size with the workers that are at work. */
  readonly time: (size: Size) => Promise<number>;
}

export class SpeedWatch {
  private known: { readonly size: Size; readonly timings: readonly WorkersTiming[] } | null = null;
  private lookedAt = 0;

  constructor(private readonly watched: Watched) {}

  /** Takes over what others have timed. */
  know(size: Size, timings: readonly WorkersTiming[]): void {
    this.known = { size, timings };
    this.lookedAt = this.watched.now();
  }

  /** Sets as many to work as are the fastest at that size. Returns their timings, or null where those known will do. */
  async takeFastest(size: Size): Promise<readonly WorkersTiming[] | null> {
    const { known, watched } = this;
    if (known?.size !== size || !areComplete(known.timings, watched.most)) return this.timeAgain(size);
    await watched.crew.resize(fastest(known.timings, watched.most).workers);
    return null;
  }

  /**
   * To be called between two steps. Once a minute it times one; where that took another time than it used to, and where
   * the size is another, it times all numbers of workers again and takes the fastest. Returns their timings; null where
   * everything is as it was.
   */
  async look(size: Size): Promise<readonly WorkersTiming[] | null> {
    const { known, lookedAt } = this;
    const { crew, now, time } = this.watched;
    if (known?.size !== size) return this.timeAgain(size);
    if (now() - lookedAt < EVERY) return null;
    const before = known.timings.find(({ workers }) => workers === crew.members);
    const milliseconds = await time(size);
    this.lookedAt = now();
    return before && hasChanged(before.millisecondsPerStep, milliseconds) ? this.timeAgain(size) : null;
  }

  private async timeAgain(size: Size): Promise<readonly WorkersTiming[]> {
    const { crew, most, time } = this.watched;
    const timings = await timeWorkers(crew, most, () => time(size));
    await crew.resize(fastest(timings).workers);
    this.know(size, timings);
    return timings;
  }
}
