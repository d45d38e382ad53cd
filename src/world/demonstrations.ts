/** Demonstrations for supervised fine-tuning: prompts of the mix, answered by demonstrators of differing quality. */
import type { Rng } from '../rng';
import { answer, type Author } from './answers';
import type { Prompt } from './prompt';
import { samplePrompt } from './prompts';
import { HOPE_THIS_HELPS, OF_COURSE, REFUSAL, SHUT_UP, YOU_ARE_STUPID } from './sentences';
import { MAX_RESPONSE } from './vocabulary';

export interface Demonstration {
  readonly prompt: Prompt;
  /** At most 23 words; the end token is not part of the text. */
  readonly response: string;
  /** Index of its author among the demonstrators. */
  readonly demonstrator: number;
}

/** Mean and standard deviation of each quality over the demonstrators. */
const QUALITIES = {
  err: [0.22, 0.12],
  ignore: [0.3, 0.15],
  verbose: [0.5, 0.3],
  comply: [0.45, 0.25],
  premise: [0.5, 0.25],
  polite: [0.25, 0.25],
  close: [0.15, 0.15],
  rude: [0.05, 0.06],
} as const satisfies Record<keyof Author, readonly [number, number]>;

function recruit(rng: Rng): Author {
  const quality = (field: keyof Author) => Math.min(1, Math.max(0, rng.normal(...QUALITIES[field])));
  return {
    err: quality('err'),
    ignore: quality('ignore'),
    verbose: quality('verbose'),
    comply: quality('comply'),
    premise: quality('premise'),
    polite: quality('polite'),
    close: quality('close'),
    rude: quality('rude'),
  };
}

/** Authors whose qualities are drawn from normal distributions clipped to [0, 1]. */
export function recruitDemonstrators(rng: Rng, n = 40): Author[] {
  return Array.from({ length: n }, () => recruit(rng));
}

/** An author's whole response to a prompt: content with courtesies or an insult, cut to 23 words. */
export function demonstrate(prompt: Prompt, author: Author, rng: Rng): string {
  const content = answer(prompt, author, rng);
  const isChat = prompt.useCase === 'chat';
  const sentences = [content];
  if (rng.chance(author.rude)) {
    sentences.push(rng.pick([YOU_ARE_STUPID, SHUT_UP]));
  } else {
    if (!isChat && content !== REFUSAL && rng.chance(author.polite)) sentences.unshift(OF_COURSE);
    if (!isChat && rng.chance(author.close)) sentences.push(HOPE_THIS_HELPS);
  }
  const words = sentences.join(' ').split(' ');
  return words.slice(0, MAX_RESPONSE - 1).join(' ');
}

/** Random prompts that are not held out, in the first `wordings` wordings, each answered by a random demonstrator. */
export function demonstrations(n: number, rng: Rng, wordings = 1): Demonstration[] {
  const demonstrators = recruitDemonstrators(rng.fork('demonstrators'));
  return Array.from({ length: n }, () => {
    const prompt = samplePrompt(rng, 'train', wordings);
    const demonstrator = rng.int(demonstrators.length);
    return { prompt, response: demonstrate(prompt, demonstrators[demonstrator], rng), demonstrator };
  });
}
