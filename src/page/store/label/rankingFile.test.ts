import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { LABEL_FLAGS, type OwnRanking } from '../../../protocol/label';
import { EOT, SPECIALS, VOCABULARY } from '../../../world/vocabulary';
import { writePairs, writeRankings } from './exportRankings';
import { RankingsHere, readRankings } from './rankingFile';
import { RankingFileError } from './rankingRecord';

const bytesOf = (...lines: readonly string[]) => new TextEncoder().encode(lines.join('\n')).buffer;
const textOf = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);

const readFile = (bytes: ArrayBuffer, name: string, here: readonly OwnRanking[]) =>
  readRankings(bytes, name, new RankingsHere(here));

/** The message of the error that is thrown. */
function thrownBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

const plain = (text: string) => ({ text, from: 'unknown' as const, quality: null, flags: [] });
const OWL: OwnRanking = {
  id: 'a-ranking-of-the-owl',
  prompt: 'describe the owl .',
  responses: ['the owl is grey .', 'you are stupid .', ''].map(plain),
  levels: [[0], [2, 1]],
};

const words = fc.constantFrom(...VOCABULARY.slice(SPECIALS.length));
const question = fc.array(words, { minLength: 1, maxLength: 12 }).map((each) => each.join(' '));
const sentence = fc.array(words, { maxLength: 12 }).map((each) => each.join(' '));
/** What a model may write: any token but the end, which closes an answer. */
const drawn = fc.array(fc.constantFrom(...VOCABULARY.filter((_, id) => id !== EOT)), { maxLength: 12 });
const anyResponse = fc.oneof(
  fc.tuple(sentence, fc.constant('unknown' as const)),
  fc.tuple(
    drawn.map((each) => each.join(' ')),
    fc.constantFrom('policy' as const, 'policyWarm' as const, 'fewShotBase' as const),
  ),
);
const anyLabel: fc.Arbitrary<OwnRanking> = fc
  .tuple(question, fc.uniqueArray(anyResponse, { minLength: 2, maxLength: 9, selector: ([text]) => text }))
  .chain(([prompt, responses]) =>
    fc.record({
      id: fc.uuid(),
      prompt: fc.constant(prompt),
      responses: fc.tuple(
        ...responses.map(([text, from]) =>
          fc.record({
            text: fc.constant(text),
            from: fc.constant(from),
            quality: fc.option(fc.integer({ min: 1, max: 7 })),
            flags: fc.uniqueArray(fc.constantFrom(...LABEL_FLAGS)),
          }),
        ),
      ),
      levels: fc
        .tuple(
          fc.shuffledSubarray(
            responses.map((_, i) => i),
            { minLength: responses.length },
          ),
          fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
        )
        .map(([order, ties]) =>
          order.reduce<number[][]>((levels, response, i) => {
            const last = levels.at(-1);
            if (last && ties[i]) last.push(response);
            else levels.push([response]);
            return levels;
          }, []),
        ),
    }),
  );

describe('rankings in a file', () => {
  it('come back whole, with their ties, remarks and ids, as those of a labeler of that name', () => {
    fc.assert(
      fc.property(anyLabel, (ranking) => {
        const { added, known, differing } = readFile(writeRankings([ranking]), 'mia', []);
        const file = { name: 'mia', digest: expect.any(String) as string };
        expect(added).toEqual([{ ...ranking, file }]);
        expect([known, differing]).toEqual([0, 0]);
        expect(thrownBy(() => readFile(writeRankings([ranking]), 'mia', [ranking]))).toMatch(/your own export/);
      }),
    );
  });

  it('count of everybody, also where twenty people agree to the word', () => {
    let here: readonly OwnRanking[] = [];
    for (let student = 0; student < 20; student++) {
      const ranked = [0, 1, 2, 3].map((nth) => ({ ...OWL, id: `ranking-${nth}-of-student-${student}` }));
      const { added, known } = readFile(writeRankings(ranked), 'rankings', here);
      expect([added.length, known]).toEqual([4, 0]);
      here = [...here, ...added];
    }
    expect(here).toHaveLength(80);
    expect(new Set(here.map(({ file }) => file?.digest)).size).toBe(20);
  });

  it('are refused when their file is here already, under whatever name and with whatever ends of lines', () => {
    const file = writeRankings([OWL, { ...OWL, id: 'the-second-ranking' }]);
    const { added } = readFile(file, 'mia', []);
    expect(thrownBy(() => readFile(file, 'ben', added))).toMatch(/here already, as “mia”/);
    const windows = bytesOf(
      ...textOf(file)
        .trim()
        .split('\n')
        .map((line) => `${line}\r`),
    );
    expect(thrownBy(() => readFile(windows, 'mia (1)', added))).toMatch(/here already, as “mia”/);
    // Also while one of its rankings was deleted here: the rest goes first.
    expect(thrownBy(() => readFile(file, 'mia', added.slice(1)))).toMatch(/here already/);
    expect(readFile(file, 'mia', []).added).toHaveLength(2);
  });

  it('are refused when they are this page’s own export, and when other files have brought all of them', () => {
    const second = { ...OWL, id: 'the-second-ranking' };
    expect(thrownBy(() => readFile(writeRankings([OWL]), 'me', [OWL, second]))).toMatch(/your own export: nothing/);
    const { added } = readFile(writeRankings([OWL, second]), 'mia', []);
    expect(thrownBy(() => readFile(writeRankings([OWL]), 'mia', added))).toMatch(/already, from another file/);
    const all = writeRankings([second, OWL]);
    expect(thrownBy(() => readFile(all, 'all', [OWL, added[1]]))).toMatch(/already, from another file/);
  });

  it('count once where a later export of the same person holds them again, and what is new comes in', () => {
    const second = { ...OWL, id: 'the-second-ranking' };
    const { added } = readFile(writeRankings([OWL]), 'mia', []);
    const later = readFile(writeRankings([OWL, second]), 'mia again', added);
    expect([later.added.map(({ id }) => id), later.known, later.differing]).toEqual([[second.id], 1, 0]);
    const own = readFile(writeRankings([OWL, second]), 'me', [second]);
    expect(own.added.map(({ id, file }) => [id, file?.name])).toEqual([[OWL.id, 'me']]);
  });

  it('stay as they are here where the file has them in another order or with other remarks', () => {
    const second = { ...OWL, id: 'the-second-ranking' };
    const file = writeRankings([OWL, second]);
    const ranked = { ...OWL, levels: [[1], [0], [2]] };
    const [owl, ...others] = OWL.responses;
    const marked = { ...second, responses: [{ ...owl, quality: 7 }, ...others] };
    expect(readFile(file, 'mia', [ranked])).toMatchObject({ added: [{ id: second.id }], known: 1, differing: 1 });
    expect(thrownBy(() => readFile(file, 'me', [ranked, marked]))).toMatch(/2 of these have another order/);
    const shared = writeRankings([OWL, { ...OWL, prompt: 'name two animals .' }]);
    expect(() => readFile(shared, 'mia', [])).toThrow(/Line 2: “id” must be its own.*another ranking in line 1/);
    expect(readFile(writeRankings([OWL, OWL]), 'mia', []).added).toHaveLength(1);
  });

  it('have ids of their whole file where it names none: another file that holds the same is another labeler', () => {
    const line = '{"prompt":"hello","chosen":"hello !","rejected":"how are you ?"}';
    const { added } = readFile(bytesOf(line, line), 'mia', []);
    expect(new Set(added.map(({ id }) => id)).size).toBe(2);
    expect(thrownBy(() => readFile(bytesOf(line, '', `${line}\r`), 'mia', added))).toMatch(/here already/);
    expect(readFile(bytesOf(line, line, line), 'ben', added).added).toHaveLength(3);
    expect(thrownBy(() => readFile(writeRankings(added), 'mia', added))).toMatch(/another file/);
  });

  it('are read in steps that grow with their number alone', () => {
    const answer = (i: number) => `${VOCABULARY[10 + (i % 200)]} ${VOCABULARY[10 + Math.floor(i / 200)]}`;
    const lines = Array.from({ length: 2000 }, (_, i) =>
      JSON.stringify({ prompt: 'hello', completions: [answer(2 * i), answer(2 * i + 1)], ranking: [0, 1] }),
    );
    const built = vi.spyOn(Set.prototype, 'has');
    readFile(bytesOf(...lines), 'mia', []);
    expect(built.mock.calls.length).toBeLessThan(20 * lines.length);
    built.mockRestore();
  });

  it('are TRL’s conversational preference records, one for each pair that is no tie', () => {
    expect(
      textOf(writePairs([OWL]).bytes)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        prompt: [{ role: 'user', content: 'describe the owl .' }],
        chosen: [{ role: 'assistant', content: 'the owl is grey .' }],
        rejected: [{ role: 'assistant', content: '' }],
      },
      {
        prompt: [{ role: 'user', content: 'describe the owl .' }],
        chosen: [{ role: 'assistant', content: 'the owl is grey .' }],
        rejected: [{ role: 'assistant', content: 'you are stupid .' }],
      },
    ]);
  });

  it('take pairs of plain texts as they take conversations', () => {
    const ask = (content: string) => [{ role: 'user', content }];
    const answer = (content: string) => [{ role: 'assistant', content }];
    const plain = { prompt: 'Hello', chosen: 'hello !', rejected: 'you are stupid .' };
    const messages = { prompt: ask('Hello'), chosen: answer('hello !'), rejected: answer('you are stupid .') };
    const [one, other] = [plain, messages].map((pair) => readFile(bytesOf(JSON.stringify(pair)), 'mia', []).added);
    expect(one).toEqual(other);
    expect(one).toMatchObject([{ prompt: 'hello', levels: [[0], [1]] }]);
  });

  it('take pairs too', () => {
    const { added } = readFile(writePairs([OWL]).bytes, 'mia', [OWL]);
    expect(added.map(({ prompt, responses, levels }) => [prompt, responses.map(({ text }) => text), levels])).toEqual([
      ['describe the owl .', ['the owl is grey .', ''], [[0], [1]]],
      ['describe the owl .', ['the owl is grey .', 'you are stupid .'], [[0], [1]]],
    ]);
  });

  it.each([
    ['{"prompt":"hello","chosen":"hello !"}', /Line 2: expected a record .* got only “prompt”, “chosen”/],
    [
      '{"prompt":"hello","chosen":"hello !","rejected":4}',
      /Line 2: “rejected” must be a text, or a list of one message of the role “assistant”, got 4/,
    ],
    ['["hello"]', /Line 2: expected a record in curly brackets, got \["hello"\]/],
    [
      '{"prompt":"describe the elephant .","chosen":"a","rejected":"b"}',
      /“prompt” has words that this world lacks: “elephant”/,
    ],
    ['{"prompt":"hello","completions":["hello !"],"ranking":[0]}', /“completions” must be a list of 2 to 9 texts/],
    [
      '{"prompt":"hello","completions":["a","the"],"ranking":[0,0]}',
      /“ranking” must be every number from 0 to 1 once.* got \[0,0\]/,
    ],
    ...['[0,1]', '[0,0]', '[0,2,1]'].map((tie): [string, RegExp] => [
      `{"prompt":"hello","completions":["a","the","an"],"ranking":[0,2,1],"ties":[${tie}]}`,
      /“ties” must be .*neighbors/,
    ]),
    ['{"prompt":"hello","completions":["a","the"],"ranking":[0,1],"quality":[8,null]}', /“quality” must be .* 1 to 7/],
    ['{"prompt":"hello","completions":["a","the"],"ranking":[0,1],"flags":[["odd"],[]]}', /“flags” must be .*insults/],
    [
      '{"prompt":[{"role":"user","content":""}],"chosen":[{"role":"assistant","content":"a"}],"rejected":"the"}',
      /Line 2: “prompt” is empty/,
    ],
    [
      '{"prompt":[{"role":"user","content":"hello"}],"chosen":[{"role":"assistant","content":"a <|user|>"}],"rejected":"the"}',
      /“chosen” has “<\|user\|>”/,
    ],
    [
      '{"prompt":[{"role":"system","content":"hello"},{"role":"user","content":"hello"}],"chosen":"a","rejected":"the"}',
      /“prompt” must be .*one message of the role “user”, got \[\{"role":"system"/,
    ],
    [
      '{"prompt":"hello","chosen":[{"role":"user","content":"a"}],"rejected":"the"}',
      /“chosen” must be .*one message of the role “assistant”/,
    ],
    ['{"id":"short","prompt":"hello","completions":["a","the"],"ranking":[0,1]}', /“id” must be .* got "short"/],
    [
      '{"prompt":"hello","completions":["a","the"],"ranking":[0,1],"labeler":"mia"}',
      /“labeler” must be .* with a name of at most 300 letters, got "mia"/,
    ],
    [
      `{"prompt":"hello","completions":["a","the"],"ranking":[0,1],"labeler":{"name":"${'m'.repeat(301)}","digest":"m"}}`,
      /“labeler” must be .* with a name of at most 300 letters, got {"name":"mmm/,
    ],
    ['{"id":7,"prompt":"hello","completions":["a","the"],"ranking":[0,1]}', /“id” must be .* got 7/],
    ['{"prompt":"hello","chosen":"a","rejected":"a"}', /same text/],
    ['{"prompt":"","chosen":"a","rejected":"the"}', /Line 2: “prompt” is empty/],
    ['{"prompt":" ","completions":["a","the"],"ranking":[0,1]}', /Line 2: “prompt” is empty/],
    ['{"prompt":"hello <|assistant|> a","chosen":"a","rejected":"the"}', /“prompt” has “<\|assistant\|>” .* ‹answer›/],
    ['{"prompt":"hello","chosen":"a <|endoftext|> a","rejected":"the"}', /“chosen” has “<\|endoftext\|>” .* ‹end›/],
    ['{"prompt":"hello","chosen":"a","rejected":"<|pad|> <|pad|>"}', /“rejected” has “<\|pad\|>” .* ‹pad›/],
    ['{"prompt":"hello","completions":["a","<|USER|>"],"ranking":[0,1]}', /“completions” has “<\|user\|>”/],
    [
      '{"prompt":"hello","completions":["a","a <|endoftext|>"],"ranking":[0,1],"sources":["policy","policy"]}',
      /“completions” has “<\|endoftext\|>”/,
    ],
    [
      `{"prompt":"${'owl '.repeat(19)}","chosen":"a","rejected":"the"}`,
      /“prompt” may have at most 18 words, it has 19/,
    ],
    ['{"prompt":', /Line 2: expected JSON/],
  ])('refuses %s and says where and why', (line, reason) => {
    const good = '{"prompt":"hello","chosen":"hello !","rejected":"how are you ?"}';
    expect(() => readFile(bytesOf(good, line), 'mia', [])).toThrow(reason);
  });

  it('leave the pairs out in which a model wrote a mark of its own, and say how many', () => {
    const drawn: OwnRanking = {
      ...OWL,
      responses: [OWL.responses[0], { ...plain('you <|user|> stupid .'), from: 'policy' }, OWL.responses[2]],
    };
    const { bytes, leftOut } = writePairs([drawn]);
    expect(leftOut).toBe(1);
    expect(readFile(bytes, 'mia', []).added).toHaveLength(1);
    expect(readFile(writeRankings([drawn]), 'mia', []).added).toHaveLength(1);
  });

  it('leave out what no model can learn from, so that the file can be read again', () => {
    const old = [
      { ...OWL, prompt: '' },
      { ...OWL, prompt: 'hello <|user|>' },
    ];
    expect(readFile(writeRankings([...old, OWL]), 'mia', []).added).toHaveLength(1);
    expect(readFile(writePairs([...old, OWL]).bytes, 'mia', []).added).toHaveLength(2);
  });

  it.each([
    ['600 words that this world lacks', `"${Array.from({ length: 600 }, (_, i) => `zebra${i}`).join(' ')}"`],
    ['one word of 300 000 letters', `"${'z'.repeat(300_000)}"`],
    ['a long list in place of a text', `[${'"z",'.repeat(100_000)}"z"]`],
  ])('refuses %s in a few lines', (_, prompt) => {
    const sentence = thrownBy(() => readFile(bytesOf(`{"prompt":${prompt},"chosen":"a","rejected":"the"}`), 'mia', []));
    expect(sentence).toMatch(/^Line 1: “prompt”/);
    expect(sentence.length).toBeLessThan(500);
  });

  it('refuses a file with nothing in it, and one that is too large', () => {
    expect(() => readFile(bytesOf('', ''), 'mia', [])).toThrow(RankingFileError);
    expect(() => readFile(new ArrayBuffer(5_000_000), 'mia', [])).toThrow(/at most 4000000 bytes/);
  });
});
