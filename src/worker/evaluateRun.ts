/** The evaluation as the session runs it: every model that exists answers the held-out prompts and sits the benchmarks. */
import type { Model } from '../lm/model';
import type { Evaluation, Speaker } from '../protocol';
import { answerAndJudge, benchmarks, marks, winRate, type Judged } from '../rlhf/evaluate';
import { languageModel, stageRng } from '../rlhf/pipeline';
import type { PromptFormat } from '../rlhf/respond';
import type { Settings } from '../settings';
import { evaluationPrompts, isHeldOut } from '../world/prompts';
import type { StageRun, Told } from './stageRuns';

export interface Candidate {
  readonly speaker: Speaker;
  readonly format: PromptFormat;
  readonly parameters: Float32Array;
}

const SHOWN = 12;

async function evaluation(
  speaker: Speaker,
  model: Model,
  judged: readonly Judged[],
  sft: readonly Judged[] | null,
): Promise<Evaluation> {
  const { polite: _, ...all } = marks(judged);
  const none = { perplexity: null, cloze: null, mythTrue: null, story: null, spanish: null };
  return {
    speaker,
    answers: judged.length,
    ...all,
    goldUnseen: marks(judged.filter(({ prompt }) => isHeldOut(prompt))).gold,
    winAgainstSft: sft && speaker !== 'sft' ? winRate(judged, sft) : null,
    ...(speaker === 'fewShotBase' ? none : await benchmarks(model)),
    examples: judged.slice(0, SHOWN).map(({ prompt, response, verdict }) => ({
      prompt: prompt.text,
      response: response.text,
      ended: response.ended,
      score: null,
      gold: verdict.gold,
    })),
  };
}

/** Evaluates the candidates, the SFT model first, since the others are compared with it. */
export function runEvaluate({ size, seed, evaluationSamples }: Settings, candidates: readonly Candidate[]): StageRun {
  const prompts = evaluationPrompts();
  const of = prompts.length * evaluationSamples;
  const ordered = [...candidates].sort((a, b) => Number(b.speaker === 'sft') - Number(a.speaker === 'sft'));
  async function* told(): AsyncGenerator<Told> {
    let sft: readonly Judged[] | null = null;
    for (const [i, { speaker, format, parameters }] of ordered.entries()) {
      const model = languageModel(size, parameters);
      try {
        const judged: Judged[] = [];
        for await (const part of answerAndJudge(
          model,
          prompts,
          format,
          stageRng(seed, 'evaluation'),
          evaluationSamples,
        )) {
          judged.push(...part);
          const done = judged.length;
          yield {
            show: () => Promise.resolve({ stage: 'evaluate', kind: 'speaker', speaker, done, of }),
          };
        }
        if (speaker === 'sft') sft = judged;
        const marked = await evaluation(speaker, model, judged, sft);
        yield {
          show: () => Promise.resolve({ stage: 'evaluate', kind: 'speaker', speaker, done: of, of }),
          ended: { iteration: i + 1, iterations: ordered.length, evaluation: marked },
        };
      } finally {
        model.dispose();
      }
    }
  }
  return { told: told(), model: null, dispose: () => undefined };
}
