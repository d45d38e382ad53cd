/** Where a text cites papers. */
import { PAPERS, type Paper } from './papers';

/** A stretch of a text; what cites a paper comes with that paper. */
export interface Stretch {
  readonly text: string;
  readonly paper: Paper | null;
}

interface Place {
  readonly at: number;
  readonly text: string;
  readonly paper: Paper;
}

function placesOf(text: string, words: string, paper: Paper): readonly Place[] {
  const places: Place[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    places.push({ at, text: words, paper });
  }
  return places;
}

const byPlace = (a: Place, b: Place) => a.at - b.at || b.text.length - a.text.length;

/** Those that no earlier, or longer, one covers. */
function apart(places: readonly Place[]): readonly Place[] {
  return [...places].sort(byPlace).reduce<readonly Place[]>((kept, place) => {
    const last = kept.at(-1);
    return last !== undefined && place.at < last.at + last.text.length ? kept : [...kept, place];
  }, []);
}

/** Each citation with a year is a link; other words for a paper only where nothing else in the text leads to it, once. */
function citationsIn(text: string): readonly Place[] {
  return apart(
    PAPERS.flatMap((paper) => {
      const { authors, year, alias } = paper;
      const dated = [`${authors} ${year}`, `${authors} (${year})`].flatMap((words) => placesOf(text, words, paper));
      return dated.length > 0 || alias === undefined ? dated : placesOf(text, alias, paper).slice(0, 1);
    }),
  );
}

/** The text, cut at its citations. */
export function citedStretches(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let done = 0;
  for (const { at, text: words, paper } of citationsIn(text)) {
    if (at > done) stretches.push({ text: text.slice(done, at), paper: null });
    stretches.push({ text: words, paper });
    done = at + words.length;
  }
  if (done < text.length) stretches.push({ text: text.slice(done), paper: null });
  return stretches;
}
