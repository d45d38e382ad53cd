/**
 * Instructions as plain data: sampled in InstructGPT's use-case mix (Ouyang et al. 2022, table 1), split into texts that
 * training may see and texts held out from it, and read back from their text.
 */
import { hashText, Rng } from '../rng';
import type { Prompt, PromptKind } from './prompt';
import { PROMPT_TEMPLATES, type PromptTemplate } from './promptTemplates';
import { splitWords } from './tokenizer';
import { everyWording, WORDINGS } from './wordings';

const EVALUATION_SEED = 20220304;
const HELD_OUT_SHARE = 0.1;
const SMALLEST_SPLIT_KIND = 20;

/** Every distinct prompt, in its first wording. */
export const ALL_PROMPTS: readonly Prompt[] = PROMPT_TEMPLATES.flatMap(({ prompts }) => prompts);

const byText: ReadonlyMap<string, Prompt> = new Map(ALL_PROMPTS.map((prompt) => [prompt.text, prompt]));

/** Every distinct prompt of a kind. */
export function promptsOfKind(kind: PromptKind): Prompt[] {
  return ALL_PROMPTS.filter((prompt) => prompt.kind === kind);
}

/** The prompt with these words, in any wording, or undefined for words that ask none. */
export function readPrompt(typed: string): Prompt | undefined {
  const text = splitWords(typed).join(' ');
  const known = byText.get(text);
  if (known) return known;
  const [first = ''] = everyWording(text) ?? [];
  const prompt = byText.get(first);
  return prompt && { ...prompt, text };
}

/** A prompt in another wording, counted from 1; throws a RangeError for a wording that there is not. */
export function inWording(prompt: Prompt, wording: number): Prompt {
  const text = everyWording(prompt.text)?.[wording - 1];
  if (text === undefined) throw new RangeError(`Expected a wording from 1 to ${WORDINGS}, got ${wording}`);
  return { ...prompt, text };
}

function heldOutTexts(kind: PromptKind): string[] {
  const texts = promptsOfKind(kind).map(({ text }) => text);
  if (texts.length < SMALLEST_SPLIT_KIND) return [];
  texts.sort((a, b) => hashText(a) - hashText(b));
  return texts.slice(0, Math.round(texts.length * HELD_OUT_SHARE));
}

const heldOut: ReadonlySet<string> = new Set(
  [...new Set(ALL_PROMPTS.map(({ kind }) => kind))].flatMap((kind) => heldOutTexts(kind)),
);

/**
 * Whether training never sees this prompt, in whatever wording: the tenth of its kind with the lowest hashes, in kinds of
 * at least 20 texts.
 */
export function isHeldOut(prompt: Prompt): boolean {
  return heldOut.has(byText.has(prompt.text) ? prompt.text : inWording(prompt, 1).text);
}

function sampleTemplate(rng: Rng): PromptTemplate {
  let point = rng.next();
  for (const template of PROMPT_TEMPLATES) {
    point -= template.share;
    if (point < 0) return template;
  }
  return PROMPT_TEMPLATES[PROMPT_TEMPLATES.length - 1];
}

/** Drawn from a stream of its own, so that the number of wordings changes no other choice. */
function drawWording(wordings: number, rng: Rng): number {
  const own = rng.fork('wording');
  own.position = rng.position;
  return 1 + own.int(wordings);
}

/**
 * A prompt of the mix; with 'train', one that is not held out, kinds in the same shares. It comes in one of the first
 * `wordings` wordings: in the first unless given.
 */
export function samplePrompt(rng: Rng, split?: 'train', wordings = 1): Prompt {
  const { prompts } = sampleTemplate(rng);
  let prompt = rng.pick(prompts);
  while (split === 'train' && isHeldOut(prompt)) prompt = rng.pick(prompts);
  return wordings === 1 ? prompt : inWording(prompt, drawWording(wordings, rng));
}

/** The fixed evaluation prompts, in the mix, held-out texts among them; the first n of one endless list. */
export function evaluationPrompts(n = 400): Prompt[] {
  const rng = new Rng(EVALUATION_SEED);
  return Array.from({ length: n }, () => samplePrompt(rng));
}

/** The first evaluation prompt of each kind. */
export function firstOfEachKind(): Prompt[] {
  return evaluationPrompts().filter(({ kind }, i, all) => all.findIndex((other) => other.kind === kind) === i);
}
