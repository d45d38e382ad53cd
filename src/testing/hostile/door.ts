/** A door of the page, through which strangers' data comes, tried with hostile input: it lets in what holds, and says why not. */
import { performance } from 'node:perf_hooks';
import { Rng } from '../../rng';

export interface Door {
  readonly name: string;
  /** What a refusal begins with: the place at which something is wrong. */
  readonly place: RegExp;
  /**
   * Lets one hostile input in, drawn with `rng`. Returns the sentences with which it, or a part of it, was refused. Throws
   * where what was let in does not hold, and whatever the page does not turn into a sentence.
   */
  readonly enter: (rng: Rng) => Promise<readonly string[]> | readonly string[];
}

export interface Fault {
  /** With the seed it gives the input again. */
  readonly nth: number;
  readonly what: string;
}

export interface Trial {
  readonly tried: number;
  readonly refused: number;
  readonly faults: readonly Fault[];
  /** Of one input. */
  readonly slowestMilliseconds: number;
}

/** A hang, in milliseconds of this process’s own time. */
const LONGEST = 1000;
const MOST_LETTERS = 2000;
const SENTENCE = /^(["“].+["”]|[A-Z]).*[.?!]$/su;

function faultsOf(sentences: readonly string[], place: RegExp): readonly string[] {
  return sentences.flatMap((sentence) => {
    const shown = sentence.slice(0, 300);
    if (!SENTENCE.test(sentence)) return [`It is no sentence: ${shown}`];
    if (!place.test(sentence)) return [`It names no place: ${shown}`];
    return sentence.length > MOST_LETTERS ? [`It has ${sentence.length} letters: ${shown}`] : [];
  });
}

/** A fault in words, with where in the page it is. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error);
}

/** Enters the door with the inputs `from` to `from + times` of a seed. */
export async function tryDoor(door: Door, times: number, seed: number, from = 0): Promise<Trial> {
  const faults: Fault[] = [];
  let [refused, slowestMilliseconds] = [0, 0];
  for (let nth = from; nth < from + times; nth++) {
    const rng = new Rng(seed).fork(door.name).fork(nth);
    const begun = performance.now();
    const usage = process.cpuUsage();
    try {
      const sentences = await door.enter(rng);
      if (sentences.length > 0) refused++;
      faults.push(...faultsOf(sentences, door.place).map((what) => ({ nth, what })));
    } catch (error) {
      faults.push({ nth, what: wordsOf(error) });
    }
    const { user } = process.cpuUsage(usage);
    // Others may use this machine, and this process may use several of its cores: the shorter is what the page needed.
    const milliseconds = Math.min(performance.now() - begun, user / 1000);
    slowestMilliseconds = Math.max(slowestMilliseconds, milliseconds);
    if (milliseconds > LONGEST) faults.push({ nth, what: `It took ${Math.round(milliseconds)} ms.` });
  }
  return { tried: times, refused, faults, slowestMilliseconds };
}

/** Throws unless it holds. */
export function hold(condition: boolean, what: string): void {
  if (!condition) throw new Error(`What was let in does not hold: ${what}`);
}
