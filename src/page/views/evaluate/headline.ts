/** What an evaluation comes to in a sentence: the newest model beside the one before it, by people or, without them, by gold. */
import { sureSign } from '../../../estimates';
import type { Measured, SizeMark } from '../../../protocol/evaluate';
import type { Size, Speaker } from '../../../experiment/names';
import type { PageModel } from '../../store/run/pageModel';
import { measured } from './measures';

export type Verdict = 'better' | 'worse' | 'even';

/** One model's gold. */
export interface Rung {
  readonly speaker: Speaker;
  readonly gold: Measured;
}

export interface Headline {
  /** Null where there is one model alone. */
  readonly verdict: Verdict | null;
  readonly speaker: Speaker;
  readonly other: Speaker | null;
  /** Size of the other, where it is not that of the speaker. */
  readonly otherSize: Size | null;
  /** How often people prefer the speaker's answers to the other's; null where nobody was asked. */
  readonly preferred: Measured | null;
  /** Of all models that were evaluated, the oldest first. */
  readonly ladder: readonly Rung[];
}

/** From oldest to newest. */
const LADDER: readonly Speaker[] = ['base', 'fewShotBase', 'sft', 'ppo'];

function verdictOf(above: number, error: number): Verdict {
  const sign = sureSign(above, error);
  return sign === 0 ? 'even' : sign > 0 ? 'better' : 'worse';
}

/** By gold: both answer the same prompts, so that the error of the difference is at most this. */
function byGold(mine: Rung, other: Rung): Verdict {
  return verdictOf(mine.gold.value - other.gold.value, Math.hypot(mine.gold.error ?? 0, other.gold.error ?? 0));
}

/** Null before anything is evaluated. */
export function headlineOf(evaluations: PageModel['evaluations'], marks: readonly SizeMark[]): Headline | null {
  const ladder = LADDER.flatMap((speaker) => {
    const gold = measured(evaluations[speaker], 'gold');
    return gold === null ? [] : [{ speaker, gold }];
  });
  const newest = ladder.at(-1);
  const before = ladder.at(-2);
  if (newest === undefined) return null;
  const { speaker } = newest;
  const frame = { speaker, ladder, otherSize: null, preferred: null };
  if (before === undefined) return { ...frame, verdict: null, other: null };
  const size = evaluations[speaker]?.size;
  const mark = marks.find((each) => each.speaker === speaker && each.size === size && speaker === 'ppo');
  if (!mark?.preferred) return { ...frame, verdict: byGold(newest, before), other: before.speaker };
  const { preferred, against } = mark;
  return {
    ...frame,
    verdict: verdictOf(preferred.value - 0.5, preferred.error ?? 0),
    other: 'sft',
    otherSize: against === size ? null : against,
    preferred,
  };
}
