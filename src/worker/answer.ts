/** One prompt, answered by every model that exists, scored by the reward model and judged where the world can read it. */
import type { Answer } from '../protocol';
import { languageModel, scalarModel, stageRng } from '../rlhf/pipeline';
import { respond } from '../rlhf/respond';
import { scoreSequences } from '../rlhf/rewardModel';
import type { Size } from '../settings';
import { judge } from '../world/judge';
import { chatPrompt } from '../world/promptFormats';
import { readPrompt } from '../world/prompts';
import type { Candidate } from './evaluateRun';

export interface Scorer {
  readonly size: Size;
  readonly parameters: Float32Array;
}

/** Each question draws anew: `id` tells them apart. */
export async function answerPrompt(
  prompt: string,
  id: number,
  size: Size,
  seed: number,
  candidates: readonly Candidate[],
  scorer: Scorer | null,
): Promise<Answer[]> {
  const readable = readPrompt(prompt);
  const rewardModel = scorer && scalarModel(scorer.size, scorer.parameters);
  const answers: Answer[] = [];
  try {
    for (const { speaker, format, parameters } of candidates) {
      const model = languageModel(size, parameters);
      try {
        const [response] = await respond(model, [prompt], format, 1, stageRng(seed, `answer ${id}`));
        if (!response) continue;
        const { text, ended, tokens } = response;
        const sequences = [{ prompt: chatPrompt(prompt), response: tokens }];
        const score = rewardModel ? ((await scoreSequences(rewardModel, sequences, 1))[0] ?? null) : null;
        answers.push({ speaker, text, ended, gold: readable ? judge(readable, text, ended).gold : null, score });
      } finally {
        model.dispose();
      }
    }
  } finally {
    rewardModel?.dispose();
  }
  return answers;
}
