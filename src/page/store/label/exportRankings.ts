/**
 * Rankings out, as JSON Lines: records of ours, {id, prompt, completions, ranking, …}, that hold everything, also whose an
 * imported ranking is, and the conversational preference records of TRL, {prompt, chosen, rejected} with one message in
 * each, one for each pair.
 */
import { writeJsonLines } from '../../../formats/jsonl';
import type { OwnRanking } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import { preferenceRecords } from '../../../protocol/preferencePairs';

/** Pairs [better, worse] of a ranking; those on one level are tied and no pair. */
function pairsOf({ levels }: Pick<OwnRanking, 'levels'>): (readonly [number, number])[] {
  return levels.flatMap((level, i) =>
    level.flatMap((a) => levels.slice(i + 1).flatMap((below) => below.map((b) => [a, b] as const))),
  );
}

function tiesOf({ levels }: Pick<OwnRanking, 'levels'>): (readonly [number, number])[] {
  return levels.flatMap((level) => level.slice(1).map((response, i) => [level[i], response] as const));
}

/** A ranking as its line of a file says it, but for whose it is. */
export function rankingRecord(ranking: OwnRanking) {
  return {
    id: ranking.id,
    prompt: ranking.prompt,
    completions: ranking.responses.map((response) => response.text),
    ranking: ranking.levels.flat(),
    ties: tiesOf(ranking),
    quality: ranking.responses.map(({ quality }) => quality),
    flags: ranking.responses.map(({ flags }) => flags),
    sources: ranking.responses.map(({ from }) => from),
  };
}

/** A ranking of the learner's own names no labeler: it is of whoever the file is from. */
const labelerOf = ({ file }: OwnRanking) => file && { labeler: file };

/** All rankings that a model can learn from. */
export function writeRankings(rankings: readonly OwnRanking[]): ArrayBuffer {
  return writeJsonLines(
    rankings.filter(isLearnable).map((ranking) => ({ ...rankingRecord(ranking), ...labelerOf(ranking) })),
  );
}

/** All pairs of those rankings, but for the ones `leftOut`: with an answer in which the model wrote a special token. */
export function writePairs(rankings: readonly OwnRanking[]): { readonly bytes: ArrayBuffer; readonly leftOut: number } {
  const pairs = rankings.filter(isLearnable).flatMap((ranking) =>
    pairsOf(ranking).map(([better, worse]) => ({
      prompt: ranking.prompt,
      chosen: ranking.responses[better].text,
      rejected: ranking.responses[worse].text,
    })),
  );
  const { records, leftOut } = preferenceRecords(pairs);
  return { bytes: writeJsonLines(records), leftOut };
}
