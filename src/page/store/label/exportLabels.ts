/**
 * Rankings out, as JSON Lines: records of ours, {id, prompt, completions, ranking, …}, that hold everything, and the
 * conversational preference records of TRL, {prompt, chosen, rejected} with one message in each, one for each pair. As
 * conversations TRL puts them into the model's own chat template; plain texts it would join as they stand.
 */
import { writeJsonLines } from '../../../formats/jsonl';
import type { OwnLabel } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import { hasSpecials } from '../../../world/tokenizer';

/** Pairs [better, worse] of a ranking; those on one level are tied and no pair. */
function pairsOf({ levels }: Pick<OwnLabel, 'levels'>): (readonly [number, number])[] {
  return levels.flatMap((level, i) =>
    level.flatMap((a) => levels.slice(i + 1).flatMap((below) => below.map((b) => [a, b] as const))),
  );
}

function tiesOf({ levels }: Pick<OwnLabel, 'levels'>): (readonly [number, number])[] {
  return levels.flatMap((level) => level.slice(1).map((response, i) => [level[i], response] as const));
}

/** A ranking as its line of a file says it. */
export function rankingRecord(label: OwnLabel) {
  return {
    id: label.id,
    prompt: label.prompt,
    completions: label.responses.map((response) => response.text),
    ranking: label.levels.flat(),
    ties: tiesOf(label),
    quality: label.responses.map(({ quality }) => quality),
    flags: label.responses.map(({ flags }) => flags),
    sources: label.responses.map(({ from }) => from),
  };
}

/** All rankings that a model can learn from. */
export function writeRankings(labels: readonly OwnLabel[]): ArrayBuffer {
  return writeJsonLines(labels.filter(isLearnable).map(rankingRecord));
}

const message = (role: 'user' | 'assistant', content: string) => [{ role, content }];

/**
 * All pairs of those rankings, but for the ones `leftOut`: with an answer in which the model wrote a special token, which
 * another program would read as the end of the answer or the beginning of the next.
 */
export function writePairs(labels: readonly OwnLabel[]): { readonly bytes: ArrayBuffer; readonly leftOut: number } {
  const pairs = labels.filter(isLearnable).flatMap((label) =>
    pairsOf(label).map(([better, worse]) => ({
      prompt: label.prompt,
      chosen: label.responses[better].text,
      rejected: label.responses[worse].text,
    })),
  );
  const plain = pairs.filter(({ chosen, rejected }) => !hasSpecials(chosen) && !hasSpecials(rejected));
  const records = plain.map(({ prompt, chosen, rejected }) => ({
    prompt: message('user', prompt),
    chosen: message('assistant', chosen),
    rejected: message('assistant', rejected),
  }));
  return { bytes: writeJsonLines(records), leftOut: pairs.length - plain.length };
}
