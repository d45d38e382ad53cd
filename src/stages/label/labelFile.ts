/**
 * Rankings as JSON Lines, out and in: records of ours, {prompt, completions, ranking, …}, that hold everything, and the
 * preference records of TRL, {prompt, chosen, rejected}, one for each pair. A file is taken whole or not at all.
 */
import * as v from 'valibot';
import { excerpt } from '../../excerpt';
import { readJsonLines, writeJsonLines } from '../../formats/jsonl';
import { LABEL_FLAGS, type LabeledResponse, type OwnLabel } from '../../labelProtocol';
import { EmptyPromptError, isLearnable, promptTokens, responseTokens } from '../../labelTokens';
import type { ResponseSource } from '../../microSteps';
import { text } from '../../text/text';
import { showTokens } from '../../ui/specials';
import { decode, hasSpecials, SpecialTokenError, UnknownWordsError } from '../../world/tokenizer';
import { MAX_RESPONSE } from '../../world/vocabulary';

const words = text.label.file;

const LARGEST_FILE = 4_000_000;
const MOST_RANKINGS = 2000;
/** With its two markers the longest prompt fills what a row has besides the response. */
const MOST_PROMPT_WORDS = 18;
const SOURCES: readonly ResponseSource[] = ['policy', 'policyWarm', 'fewShotBase', 'unknown'];

/** Why a file was refused: a sentence. */
export class LabelFileError extends Error {
  override readonly name = 'LabelFileError';
}

type NewLabel = Omit<OwnLabel, 'id'>;

/** Pairs [better, worse] of a ranking; those on one level are tied and no pair. */
function pairsOf({ levels }: Pick<OwnLabel, 'levels'>): (readonly [number, number])[] {
  return levels.flatMap((level, i) =>
    level.flatMap((a) => levels.slice(i + 1).flatMap((below) => below.map((b) => [a, b] as const))),
  );
}

function tiesOf({ levels }: Pick<OwnLabel, 'levels'>): (readonly [number, number])[] {
  return levels.flatMap((level) => level.slice(1).map((response, i) => [level[i], response] as const));
}

/** All rankings that a model can learn from. */
export function writeRankings(labels: readonly OwnLabel[]): ArrayBuffer {
  return writeJsonLines(
    labels.filter(isLearnable).map((label) => ({
      prompt: label.prompt,
      completions: label.responses.map((response) => response.text),
      ranking: label.levels.flat(),
      ties: tiesOf(label),
      quality: label.responses.map(({ quality }) => quality),
      flags: label.responses.map(({ flags }) => flags),
      sources: label.responses.map(({ from }) => from),
    })),
  );
}

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
  return { bytes: writeJsonLines(plain), leftOut: pairs.length - plain.length };
}

function shown(value: unknown): string {
  return excerpt(JSON.stringify(value) ?? String(value));
}

function refuse(line: number, reason: string): never {
  throw new LabelFileError(words.line(line, reason));
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

function readPrompt(line: number, record: object): string {
  const written = field(line, record, 'prompt', v.string(), words.expected.text);
  return worldText(line, 'prompt', MOST_PROMPT_WORDS, () => promptTokens(written));
}

function readResponse(line: number, name: string, written: string, from: ResponseSource): LabeledResponse {
  const response = { text: written, from, quality: null, flags: [] };
  return { ...response, text: worldText(line, name, MAX_RESPONSE, () => responseTokens(response)) };
}

function readPair(line: number, record: object): NewLabel {
  const prompt = readPrompt(line, record);
  const responses = ['chosen', 'rejected'].map((name) =>
    readResponse(line, name, field(line, record, name, v.string(), words.expected.text), 'unknown'),
  );
  return { prompt, responses, levels: [[0], [1]] };
}

/** Neighbours in the ranking that are tied share a level; a tie of responses that are none is refused. */
function levelsOf(
  line: number,
  ranking: readonly number[],
  ties: readonly (readonly [number, number])[],
): OwnLabel['levels'] {
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

function readRanking(line: number, record: object): NewLabel {
  const { expected } = words;
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
  const ranking = field(line, record, 'ranking', permutation, expected.ranking(n));
  const ties = field(line, record, 'ties', v.optional(v.array(v.tuple([index, index])), []), expected.ties);
  const mark = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)));
  const quality = field(line, record, 'quality', each(mark), expected.quality);
  const flags = field(
    line,
    record,
    'flags',
    each(v.array(v.picklist(LABEL_FLAGS))),
    expected.flags(LABEL_FLAGS.join(', ')),
  );
  const sources = field(line, record, 'sources', each(v.picklist(SOURCES)), expected.sources(SOURCES.join(', ')));
  const responses = completions.map((written, i): LabeledResponse => ({
    ...readResponse(line, 'completions', written, sources?.[i] ?? 'unknown'),
    quality: quality?.[i] ?? null,
    flags: [...new Set(flags?.[i] ?? [])],
  }));
  return { prompt, responses, levels: levelsOf(line, ranking, ties) };
}

function readRecord(line: number, value: unknown): NewLabel {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(line, words.noRecord(shown(value)));
  const wanted = ['prompt', 'completions', 'ranking', 'chosen', 'rejected'].filter((key) => key in value);
  const isRanking = 'completions' in value && 'ranking' in value;
  const isPair = 'chosen' in value && 'rejected' in value;
  if (!('prompt' in value) || !(isRanking || isPair)) return refuse(line, words.neither(words.keys(wanted)));
  const label = isRanking ? readRanking(line, value) : readPair(line, value);
  if (new Set(label.responses.map((response) => response.text)).size < label.responses.length) refuse(line, words.same);
  return label;
}

/** Whether a ranking says everything that another says. */
function says(one: NewLabel, other: NewLabel): boolean {
  if (one.prompt !== other.prompt) return false;
  const sayings = ({ responses, levels }: NewLabel) => {
    const written = (pair: readonly [number, number]) => pair.map((i) => responses[i].text).join('\n');
    return [
      ...pairsOf({ levels }).map((pair) => `> ${written(pair)}`),
      ...tiesOf({ levels }).map((pair) => `= ${written(pair)}`),
    ];
  };
  const known = new Set(sayings(one));
  return sayings(other).every((saying) => known.has(saying));
}

/** The rankings of a file that say something new, and how many do not. Throws a sentence. */
export function readLabels(
  bytes: ArrayBuffer,
  kept: readonly OwnLabel[],
): { readonly added: readonly NewLabel[]; readonly known: number } {
  if (bytes.byteLength > LARGEST_FILE) {
    throw new LabelFileError(words.tooLarge(String(LARGEST_FILE), String(bytes.byteLength)));
  }
  const lines = readJsonLines(bytes);
  if (lines.length === 0) throw new LabelFileError(words.empty);
  if (lines.length > MOST_RANKINGS) throw new LabelFileError(words.tooMany(MOST_RANKINGS));
  const read = lines.map(({ line, value }) => readRecord(line, value));
  const fresh = new Set<NewLabel>();
  // Whole rankings first, so that a pair that one of them orders alike says nothing new.
  for (const label of [...read].sort((a, b) => b.responses.length - a.responses.length)) {
    if (![...kept, ...fresh].some((known) => says(known, label))) fresh.add(label);
  }
  return { added: read.filter((label) => fresh.has(label)), known: read.length - fresh.size };
}
