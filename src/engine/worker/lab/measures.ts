/** What the lab measures of a model: marks of its answers to the evaluation prompts, with clustered standard errors. */
import type { LabEvent } from '../../../protocol/lab';
import type { Model } from '../../lm/model';
import { shareEstimate, type Estimate } from '../../../estimates';
import { clozeAccuracy, markEstimate } from '../../rlhf/evaluation/evaluate';
import { judgedAnswers, type Judged } from '../../rlhf/evaluation/judged';
import { stageRng } from '../../../rng';
import { streamLoss } from '../../rlhf/pretrain';
import type { PromptFormat } from '../../rlhf/respond';
import type { Quantity } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import { PERPLEXITY_WINDOWS, perplexityStream, SPANISH } from '../../../world/benchmarks';
import { CONTEXT } from '../../../world/vocabulary';
import type { Prompt } from '../../../world/prompt';
import { evaluationPrompts } from '../../../world/prompts';
import type { Probe } from './probe';

/** Answers that are shown of an arm, unless it says otherwise. */
const SHOWN = 6;

interface Asked {
  readonly prompts?: readonly Prompt[];
  readonly format?: PromptFormat;
  /** How often each prompt is answered; 1 unless given. */
  readonly samples?: number;
}

/** Answers to the evaluation prompts; every model is asked with the same randomness. */
export function evaluationAnswers(model: Model, { seed }: Settings, asked: Asked = {}): Promise<Judged[]> {
  const { prompts = evaluationPrompts(), format = 'chat', samples = 1 } = asked;
  return judgedAnswers(model, prompts, format, stageRng(seed, 'evaluation'), samples);
}

export function pointOf(arm: string, quantity: Quantity, x: number, { mean, error }: Estimate): LabEvent {
  return { type: 'point', arm, quantity, x, y: mean, error };
}

export function goldPoint(arm: string, x: number, judged: readonly Judged[]): LabEvent {
  return pointOf(arm, 'gold', x, markEstimate('gold', judged));
}

/** A share of independent items. */
export function sharePoint(arm: string, quantity: Quantity, x: number, share: number, items: number): LabEvent {
  return pointOf(arm, quantity, x, { ...shareEstimate(share * items, items), mean: share });
}

/** Answers to the first evaluation prompts, to be read beside those of other arms. */
export function answersOf(arm: string, judged: readonly Judged[], count = SHOWN): LabEvent {
  const episodes = judged.slice(0, count).map(({ prompt, response: { text: response, ended }, verdict: { gold } }) => {
    return { prompt: prompt.text, response, ended, score: null, gold };
  });
  return { type: 'answers', arm, episodes };
}

/** Share of the Spanish facts that the model knows. */
export async function spanishPoint(arm: string, model: Model, x: number): Promise<LabEvent> {
  return sharePoint(arm, 'spanish', x, await clozeAccuracy(model, SPANISH), SPANISH.length);
}

/** Perplexity on unseen English text. */
export async function perplexityPoint(arm: string, model: Model, x: number): Promise<LabEvent> {
  const loss = await streamLoss(model, perplexityStream(), PERPLEXITY_WINDOWS, 32, CONTEXT - 1);
  return { type: 'point', arm, quantity: 'perplexity', x, y: Math.exp(loss) };
}

/** Marks of a policy's answers while it trains, and at the end the answers. */
export function answerProbe(arm: string, settings: Settings, marks: readonly ('gold' | 'length')[]): Probe {
  return {
    every: 5,
    async *measure(model, step) {
      const judged = await evaluationAnswers(model, settings);
      for (const mark of marks) yield pointOf(arm, mark, step, markEstimate(mark, judged));
      yield answersOf(arm, judged);
    },
  };
}
