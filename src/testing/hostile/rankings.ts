/** Files of rankings: the page's own and pairs of other programs, made hostile line by line and byte by byte. */
import { isDeepStrictEqual } from 'node:util';
import type { OwnRanking } from '../../protocol/label';
import { isLearnable } from '../../protocol/labelTokens';
import { rankingRecord, writeRankings } from '../../page/store/label/exportRankings';
import { importFiles } from '../../page/store/label/importFiles';
import type { Rng } from '../../rng';
import { hold, type Door } from './door';
import { bytesOf, hostileBytes, hostileValue, SCRIPT, writeHostile } from './mutations';

const said = (role: string, content: string) => [{ role, content }];
const RANKINGS: readonly OwnRanking[] = ['a', 'b', 'c'].map((letter, i) => ({
  id: `ranking-of-${letter}`,
  prompt: 'name two animals .',
  responses: ['cat dog .', 'no .', 'hello !'].map((text) => ({ text, from: 'policy', quality: 3, flags: ['false'] })),
  levels: [[0], [1, 2]],
  ...(i > 0 && { file: { name: `labeler ${letter}`, digest: letter } }),
}));
const RECORDS: readonly unknown[] = [
  ...RANKINGS.map((ranking) => ({ ...rankingRecord(ranking), labeler: ranking.file })),
  { prompt: 'hello', chosen: 'hello !', rejected: 'no .' },
  { prompt: said('user', 'hello'), chosen: said('assistant', 'hello !'), rejected: said('assistant', 'no .') },
];

function anyFile(rng: Rng): Uint8Array<ArrayBuffer> {
  const record = () => rng.pick(RECORDS);
  const lines = Array.from({ length: 1 + rng.int(4) }, () => JSON.stringify(record()));
  lines[rng.int(lines.length)] = writeHostile(hostileValue(record(), rng), rng);
  const whole = bytesOf(lines.join('\n'));
  if (rng.chance(0.005)) return bytesOf('{}\n'.repeat(1_000_000));
  return rng.chance(0.2) ? hostileBytes(whole, rng) : whole;
}

const NAMES = ['class.jsonl', `${SCRIPT}.jsonl`, '__proto__', 'x'.repeat(255)];

function checkRanking({ prompt, responses, levels, file }: OwnRanking): void {
  const places = levels.flat().sort((a, b) => a - b);
  hold(isDeepStrictEqual(places, [...responses.keys()]), 'the order');
  hold(responses.length >= 2 && responses.length <= 9, 'the number of answers');
  hold(
    prompt !== '' && prompt.length < 300 && responses.every(({ text }) => text.length < 300),
    'the lengths of texts',
  );
  hold(file !== undefined && file.name.length <= 300, 'the labeler');
}

export const rankings: Door = {
  name: 'rankings',
  place: /^“.{0,30}” was not imported\. (Line \d+|It|The file|A file|Every|Expected)\b/s,
  enter: (rng) => {
    const name = rng.pick(NAMES);
    const { added, refused } = importFiles([{ name, bytes: anyFile(rng).buffer }], RANKINGS.slice(0, 1));
    hold(added.every(isLearnable), 'what a model learns from');
    added.forEach(checkRanking);
    if (added.length === 0) return refused;
    const again = importFiles([{ name, bytes: writeRankings(added) }], []);
    hold(isDeepStrictEqual(again.added, added), `its own file: ${again.refused.join(' ')}`);
    return refused;
  },
};
