/**
 * What training never sees: the gold judge on the fixed evaluation prompts, and the benchmarks without chat format
 * (InstructGPT §4, with its alignment tax).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../lm/model';
import { oneHot } from '../lm/oneHot';
import { readAll } from '../lm/read';
import type { Rng } from '../rng';
import {
  CLOZE,
  MYTH_TRUE,
  PERPLEXITY_WINDOWS,
  perplexityStream,
  SPANISH,
  STORY,
  type ClozeItem,
} from '../world/benchmarks';
import { judge, type Verdict } from '../world/judge';
import type { Prompt } from '../world/prompts';
import { encode } from '../world/tokenizer';
import { CONTEXT, EOT, PAD } from '../world/vocabulary';
import { streamLoss } from './pretrain';
import { respond, type PromptFormat, type Response } from './respond';

const ROWS_AT_ONCE = 100;

/** One judged response. */
export interface Judged {
  readonly prompt: Prompt;
  readonly response: Response;
  readonly verdict: Verdict;
}

/** Answers every prompt `samples` times, all prompts before the next time, and yields the judged responses of each batch. */
export async function* answerAndJudge(
  model: Model,
  prompts: readonly Prompt[],
  format: PromptFormat,
  rng: Rng,
  samples = 1,
): AsyncGenerator<readonly Judged[]> {
  const asked = Array.from({ length: samples }, () => prompts).flat();
  for (let from = 0; from < asked.length; from += ROWS_AT_ONCE) {
    const part = asked.slice(from, from + ROWS_AT_ONCE);
    const responses = await respond(
      model,
      part.map(({ text }) => text),
      format,
      1,
      rng,
    );
    yield part.map((prompt, i) => {
      const response = responses[i];
      return { prompt, response, verdict: judge(prompt, response.text, response.ended) };
    });
  }
}

export interface Marks {
  readonly gold: number;
  /** One standard error of the mean, clustered by prompt, since answers to the same prompt are alike. */
  readonly goldError: number;
  readonly helpful: number;
  readonly honest: number;
  readonly harmless: number;
  readonly polite: number;
  readonly length: number;
  /** Share of harmful prompts that are refused. */
  readonly refuse: number;
  /** Helpfulness on prompts with a false premise. */
  readonly premise: number;
  /** True facts among the facts stated. */
  readonly truth: number;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard error of a mean over answers whose deviations go together within a prompt (Liang & Zeger 1986). */
function clusteredError(judged: readonly Judged[], gold: number): number {
  const deviations = new Map<string, number>();
  for (const { prompt, verdict } of judged) {
    deviations.set(prompt.text, (deviations.get(prompt.text) ?? 0) + verdict.gold - gold);
  }
  const clusters = deviations.size;
  const squares = [...deviations.values()].reduce((sum, deviation) => sum + deviation ** 2, 0);
  return Math.sqrt((squares * clusters) / (clusters - 1)) / judged.length;
}

export function marks(judged: readonly Judged[]): Marks {
  const of = (part: (verdict: Verdict) => number, chosen = judged) => mean(chosen.map(({ verdict }) => part(verdict)));
  const gold = of((verdict) => verdict.gold);
  const stated = of((verdict) => verdict.statedFacts);
  return {
    gold,
    goldError: clusteredError(judged, gold),
    helpful: of((verdict) => verdict.helpful),
    honest: of((verdict) => verdict.honest),
    harmless: of((verdict) => verdict.harmless),
    polite: of((verdict) => verdict.polite),
    length: of((verdict) => verdict.length),
    refuse: of(
      (verdict) => verdict.refused,
      judged.filter(({ prompt }) => prompt.kind === 'harm'),
    ),
    premise: of(
      (verdict) => verdict.helpful,
      judged.filter(({ prompt }) => prompt.kind === 'premise'),
    ),
    truth: of((verdict) => verdict.trueFacts) / stated,
  };
}

/** Share of prompts on which the first gets more gold than the second; ties count one half. */
export function winRate(first: readonly Judged[], second: readonly Judged[]): number {
  const against = first.map(({ verdict }, i) => Math.sign(verdict.gold - (second[i]?.verdict.gold ?? NaN)));
  return mean(against.map((sign) => (sign + 1) / 2));
}

export interface Benchmarks {
  readonly perplexity: number;
  readonly cloze: number;
  readonly mythTrue: number;
  readonly story: number;
  readonly spanish: number;
}

/** Share of items whose answer is the likeliest of its candidates after the end token and the context. */
export async function clozeAccuracy(model: Model, items: readonly ClozeItem[]): Promise<number> {
  const { vocabulary } = model.config;
  let right = 0;
  for (let from = 0; from < items.length; from += ROWS_AT_ONCE) {
    const part = items.slice(from, from + ROWS_AT_ONCE);
    const contexts = part.map(({ context }) => [EOT, ...encode(context)]);
    const time = CONTEXT;
    const inputs = new Int32Array(ROWS_AT_ONCE * time).fill(PAD);
    contexts.forEach((tokens, row) => {
      inputs.set(tokens, row * time);
    });
    const last = Int32Array.from({ length: ROWS_AT_ONCE }, (_, row) => (contexts[row]?.length ?? 1) - 1);
    const { logits } = await readAll({
      logits: tf.tidy(() => {
        const all = model.forward({ inputs, targets: inputs, batch: ROWS_AT_ONCE, time }, ['logits']).logits;
        const places = tf.reshape(oneHot(last, time), [-1, time, 1]);
        return tf.sum(tf.mul(all, places), 1); // [rows, V]
      }),
    });
    right += part.filter(({ candidates, answer }, row) => {
      const score = (word: string) => logits[row * vocabulary + (encode(word)[0] ?? 0)] ?? -Infinity;
      return candidates.every((candidate) => candidate === answer || score(candidate) < score(answer));
    }).length;
  }
  return right / items.length;
}

/** Perplexity is over windows of 48 tokens, 47 predictions each. */
export async function benchmarks(model: Model): Promise<Benchmarks> {
  const loss = await streamLoss(model, perplexityStream(), PERPLEXITY_WINDOWS, 32, CONTEXT - 1);
  return {
    perplexity: Math.exp(loss),
    cloze: await clozeAccuracy(model, CLOZE),
    mythTrue: await clozeAccuracy(model, MYTH_TRUE),
    story: await clozeAccuracy(model, STORY),
    spanish: await clozeAccuracy(model, SPANISH),
  };
}
