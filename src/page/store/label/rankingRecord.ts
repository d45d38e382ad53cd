/**
 * One line of a file of rankings, checked field by field: a ranking as the page writes it, or a pair as TRL has it, in plain
 * texts or in conversations of one turn.
 */
import * as v from 'valibot';
import { excerpt } from '../../../excerpt';
import { LABEL_FLAGS, type LabeledResponse, type OwnRanking } from '../../../protocol/label';
import { EmptyPromptError, promptTokens, responseTokens } from '../../../protocol/labelTokens';
import { RESPONSE_SOURCES, type ResponseSource } from '../../../protocol/microSteps';
import { text } from '../../text/text';
import { showTokens } from '../tokenText';
import { decode, SpecialTokenError, UnknownWordsError } from '../../../world/tokenizer';
import { MAX_RESPONSE } from '../../../world/vocabulary';

const words = text.rankings.file;

/** With its two markers the longest prompt fills what a row has besides the response. */
const MOST_PROMPT_WORDS = 18;
/** As the page names a ranking; too long to be a name that every object has. */
const ID = /^[0-9a-z-]{12,64}$/;

const DIGEST = /^[0-9a-z-]{1,64}$/;
/** A file's name, and its number among those of one name. */
const LETTERS_OF_NAME = 300;
const LABELER = v.object({
  name: v.pipe(v.string(), v.maxLength(LETTERS_OF_NAME)),
  digest: v.pipe(v.string(), v.regex(DIGEST)),
});

/** Why a file was refused: a sentence. */
export class RankingFileError extends Error {
  override readonly name = 'RankingFileError';
}

/** A ranking as a file has it; its id is null where the file does not name it, and `file` is the labeler that it names. */
export type ReadRanking = Omit<OwnRanking, 'id'> & { readonly id: string | null };

function shown(value: unknown): string {
  return excerpt(JSON.stringify(value) ?? String(value));
}

function refuse(line: number, reason: string): never {
  throw new RankingFileError(words.line(line, reason));
}

/** A field by its schema; refused with what was expected and what came. */
function field<S extends v.GenericSchema>(
  line: number,
  record: object,
  name: string,
  schema: S,
  expected: string,
): v.InferOutput<S> {
  const value: unknown = Reflect.get(record, name);
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : refuse(line, words.field(name, expected, shown(value)));
}

/** What is wrong with the text of a field; throws on what is not the text's fault. */
function problemOf(name: string, error: unknown): string {
  if (error instanceof EmptyPromptError) return words.emptyPrompt;
  if (error instanceof SpecialTokenError) return words.special(name, error.token, showTokens(error.token));
  if (!(error instanceof UnknownWordsError)) throw error;
  const missing = error.unknown.map(({ word, nearest }) => words.nearest(word, nearest));
  return words.words(name, missing.join('; '), error.more);
}

/** The text of a field as the world writes it, single spaces between its words; at most so many of them. */
function worldText(line: number, name: string, most: number, read: () => readonly number[]): string {
  let tokens: readonly number[];
  try {
    tokens = read();
  } catch (error) {
    return refuse(line, problemOf(name, error));
  }
  return tokens.length > most ? refuse(line, words.tooLong(name, tokens.length, most)) : decode(tokens);
}

/** A field that is a text, or a conversation with one message in it. */
function said(line: number, record: object, name: string, role: 'user' | 'assistant'): string {
  const message = v.object({ role: v.literal(role), content: v.string() });
  const schema = v.union([v.string(), v.pipe(v.array(message), v.length(1))]);
  const value = field(line, record, name, schema, words.expected.said(role));
  return typeof value === 'string' ? value : value[0].content;
}

function readPrompt(line: number, record: object): string {
  const written = said(line, record, 'prompt', 'user');
  return worldText(line, 'prompt', MOST_PROMPT_WORDS, () => promptTokens(written));
}

function readResponse(line: number, name: string, written: string, from: ResponseSource): LabeledResponse {
  const response = { text: written, from, quality: null, flags: [] };
  return { ...response, text: worldText(line, name, MAX_RESPONSE, () => responseTokens(response)) };
}

function readPair(line: number, record: object): ReadRanking {
  const prompt = readPrompt(line, record);
  const responses = ['chosen', 'rejected'].map((name) =>
    readResponse(line, name, said(line, record, name, 'assistant'), 'unknown'),
  );
  return { id: null, prompt, responses, levels: [[0], [1]] };
}

/** Neighbors in the ranking that are tied share a level; a tie of responses that are none is refused. */
function levelsOf(
  line: number,
  ranking: readonly number[],
  ties: readonly (readonly [number, number])[],
): OwnRanking['levels'] {
  const tied = new Set(ties.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const levels: number[][] = [];
  for (const [i, response] of ranking.entries()) {
    if (i > 0 && tied.has(`${ranking[i - 1]} ${response}`)) levels.at(-1)?.push(response);
    else levels.push([response]);
  }
  const together = (a: number, b: number) => levels.some((level) => level.includes(a) && level.includes(b));
  if (!ties.every(([a, b]) => together(a, b))) refuse(line, words.field('ties', words.expected.ties, shown(ties)));
  return levels;
}

function readRanking(line: number, record: object): ReadRanking {
  const { expected } = words;
  const id = field(line, record, 'id', v.nullish(v.pipe(v.string(), v.regex(ID)), null), expected.id);
  const prompt = readPrompt(line, record);
  const list = v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(9));
  const completions = field(line, record, 'completions', list, expected.completions);
  const n = completions.length;
  const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(n - 1));
  const each = <S extends v.GenericSchema>(schema: S) => v.optional(v.pipe(v.array(schema), v.length(n)));
  const permutation = v.pipe(
    v.array(index),
    v.length(n),
    v.check((ranking) => new Set(ranking).size === n),
  );
  const tie = v.pipe(
    v.strictTuple([index, index]),
    v.check(([a, b]) => a !== b),
  );
  const ranking = field(line, record, 'ranking', permutation, expected.ranking(n));
  const ties = field(line, record, 'ties', v.optional(v.array(tie), []), expected.ties);
  const mark = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)));
  const quality = field(line, record, 'quality', each(mark), expected.quality);
  const flags = field(
    line,
    record,
    'flags',
    each(v.array(v.picklist(LABEL_FLAGS))),
    expected.flags(LABEL_FLAGS.join(', ')),
  );
  const file = field(line, record, 'labeler', v.optional(LABELER), expected.labeler);
  const sources = field(
    line,
    record,
    'sources',
    each(v.picklist(RESPONSE_SOURCES)),
    expected.sources(RESPONSE_SOURCES.join(', ')),
  );
  const responses = completions.map((written, i): LabeledResponse => ({
    ...readResponse(line, 'completions', written, sources?.[i] ?? 'unknown'),
    quality: quality?.[i] ?? null,
    flags: [...new Set(flags?.[i] ?? [])],
  }));
  return { id, ...(file && { file }), prompt, responses, levels: levelsOf(line, ranking, ties) };
}

/** The ranking that a line holds. Throws a `RankingFileError`. */
export function readRecord(line: number, value: unknown): ReadRanking {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(line, words.noRecord(shown(value)));
  const wanted = ['prompt', 'completions', 'ranking', 'chosen', 'rejected'].filter((key) => key in value);
  const isRanking = 'completions' in value && 'ranking' in value;
  const isPair = 'chosen' in value && 'rejected' in value;
  if (!('prompt' in value) || !(isRanking || isPair)) return refuse(line, words.neither(words.keys(wanted)));
  const ranking = isRanking ? readRanking(line, value) : readPair(line, value);
  if (new Set(ranking.responses.map((response) => response.text)).size < ranking.responses.length)
    refuse(line, words.same);
  return ranking;
}
