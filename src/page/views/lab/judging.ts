/** A round of responses being judged, as a fold of what the learner does; seconds are on any one clock. */
import type { AskedResponse, AskedRound } from '../../../protocol/lab';
import type { Feedback, KeyPress } from '../../../protocol/feedback';

export type Rating = KeyPress['rating'];

/** A response of which some tokens are on screen. */
interface Appearing {
  /** When each token came; as many as are on screen. */
  readonly starts: readonly number[];
  readonly presses: readonly KeyPress[];
}

export interface JudgedRound {
  readonly round: number;
  /** Null: nothing was said. */
  readonly given: readonly (Feedback | null)[];
  /** Null while the prompt waits alone, and where the whole response is on screen at once. */
  readonly appearing: Appearing | null;
}

export type Deed =
  /** On the whole response, or on the tokens that appear. */
  | { readonly type: 'press'; readonly rating: Rating; readonly time: number }
  /** The next token appears. */
  | { readonly type: 'token'; readonly time: number }
  /** The response disappears. */
  | { readonly type: 'gone'; readonly time: number }
  | { readonly type: 'undo' };

export const nothingSaid = (round: number): JudgedRound => ({ round, given: [], appearing: null });

/** The response that is to be judged now; undefined when all are. */
export function currentOf({ responses }: AskedRound, { given }: JudgedRound): AskedResponse | undefined {
  return responses[given.length];
}

/** The last press counts, and the whole response was there from the beginning. */
function ofWhole(tokens: number, rating: Rating): Feedback {
  return { shown: Array.from({ length: tokens }, () => ({ start: 0, end: 0 })), presses: [{ rating, time: 0 }] };
}

function ofTokens({ starts, presses }: Appearing, end: number): Feedback | null {
  const shown = starts.map((start, i) => ({ start, end: starts[i + 1] ?? end }));
  return presses.length === 0 ? null : { shown, presses };
}

/** An undo takes back a press while tokens appear, else all that was said of the response before. */
function undo(judged: JudgedRound): JudgedRound {
  const { given, appearing } = judged;
  if (appearing) return { ...judged, appearing: { ...appearing, presses: appearing.presses.slice(0, -1) } };
  return { ...judged, given: given.slice(0, -1) };
}

/** What is said after a deed; one that makes no sense now changes nothing. */
export function judge(asked: AskedRound, byToken: boolean, judged: JudgedRound, deed: Deed): JudgedRound {
  if (deed.type === 'undo') return undo(judged);
  const response = currentOf(asked, judged);
  if (!response) return judged;
  const { given, appearing } = judged;
  switch (deed.type) {
    case 'press':
      if (!byToken) return { ...judged, given: [...given, ofWhole(response.tokens.length, deed.rating)] };
      if (!appearing) return judged;
      return { ...judged, appearing: { ...appearing, presses: [...appearing.presses, deed] } };
    case 'token': {
      const { starts, presses } = appearing ?? { starts: [], presses: [] };
      return { ...judged, appearing: { starts: [...starts, deed.time], presses } };
    }
    case 'gone':
      if (!appearing) return judged;
      return { ...judged, given: [...given, ofTokens(appearing, deed.time)], appearing: null };
    default:
      return deed satisfies never;
  }
}

/** Shifts all times, so that a hidden tab lengthens no token. */
export function later(judged: JudgedRound, seconds: number): JudgedRound {
  const { appearing } = judged;
  if (!appearing) return judged;
  const starts = appearing.starts.map((start) => start + seconds);
  const presses = appearing.presses.map((press) => ({ ...press, time: press.time + seconds }));
  return { ...judged, appearing: { starts, presses } };
}

/** One sign a response: said good, said bad, nothing said, not yet judged. */
export function signsOf({ responses }: AskedRound, { given }: JudgedRound): string {
  return responses
    .map((_, i) => {
      const last = given[i]?.presses.at(-1);
      return i >= given.length ? '·' : !last ? '○' : last.rating === 1 ? '+' : '−';
    })
    .join(' ');
}
