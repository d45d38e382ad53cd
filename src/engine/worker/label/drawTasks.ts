/** Prompts for the learner to rank, with responses as stage 2 collects them. */
import type { LabelTask } from '../../../protocol/label';
import type { Command } from '../../../protocol/protocol';
import { type Rng, stageRng } from '../../../rng';
import { judge } from '../../../world/judge';
import type { Prompt } from '../../../world/prompt';
import { samplePrompt } from '../../../world/prompts';
import type { Model } from '../../lm/model';
import { collectResponses, sourceOf } from '../../rlhf/comparisons';
import type { Response } from '../../rlhf/respond';
/** How often a prompt is drawn anew because it was ranked before, or because its responses are all alike. */
const DRAWS = 20;

/** A prompt of the mix that is none of those to avoid, as far as a few draws find one. */
function drawPrompt(avoid: ReadonlySet<string>, wordings: number, rng: Rng): Prompt {
  let prompt = samplePrompt(rng, 'train', wordings);
  for (let i = 1; i < DRAWS && avoid.has(prompt.text); i++) prompt = samplePrompt(rng, 'train', wordings);
  return prompt;
}

/** How far the judge has the responses apart. */
function spreadOf(prompt: Prompt, responses: readonly Response[]): number {
  const golds = responses.map(({ text, ended }) => judge(prompt, text, ended).gold);
  return Math.max(...golds) - Math.min(...golds);
}

/**
 * Prompts to rank, with the responses that the reward model's comparisons hold; identical ones stand there once. Those
 * with the most to tell apart come first.
 */
export async function drawTasks(
  models: { readonly policy: Model; readonly base: Model },
  { from, count, responses, avoid }: Extract<Command, { type: 'labelTasks' }>,
  { seed, wordings }: { readonly seed: number; readonly wordings: number },
): Promise<LabelTask[]> {
  const rng = stageRng(seed, `label desk ${from}`);
  const known = new Set(avoid);
  const tasks: (Omit<LabelTask, 'id'> & { readonly spread: number })[] = [];
  for (let draw = 0; draw < DRAWS && tasks.length < count; draw++) {
    const prompts = Array.from({ length: count }, () => {
      const prompt = drawPrompt(known, wordings, rng);
      known.add(prompt.text);
      return prompt;
    });
    const columns = await collectResponses(models, prompts, responses, rng);
    for (const [i, prompt] of prompts.entries()) {
      const drawn = columns.map((column) => column[i]);
      const different = differentResponses(drawn);
      if (different.length < 2 || tasks.length === count) continue;
      const task = { prompt: prompt.text, responses: rng.shuffle(different), drawn: drawn.length };
      tasks.push({ ...task, spread: spreadOf(prompt, drawn) });
    }
  }
  const ordered = tasks.sort((a, b) => b.spread - a.spread);
  return ordered.map(({ spread: _, ...task }, i) => ({ id: from + i, ...task }));
}

function differentResponses(responses: readonly Response[]): LabelTask['responses'] {
  return responses
    .map(({ text }, i) => ({ text, from: sourceOf({ responses }, i) }))
    .filter(({ text }, i, all) => all.findIndex((other) => other.text === text) === i);
}
