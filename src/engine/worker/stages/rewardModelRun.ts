/** Stage 2 as the session runs it: collects comparisons, trains on those of all rounds, normalizes. */
import { collectComparisons, type Comparison, type RankedResponses, comparisonStage } from '../../rlhf/comparisons';
import { languageModel, scalarModel, withScalarHead } from '../../rlhf/networks';
import { stageRng } from '../../../rng';
import { accuracyEstimate, scoreSequences, rewardModelStage } from '../../rlhf/rewardModel';
import type { Sequence } from '../../rlhf/sequences';
import type { Size } from '../../../experiment/names';
import { chatPrompt } from '../../../world/promptFormats';
import { describeRewardModel } from '../describe/describe';
import { collectingIterations, rewardModelIterations, type RoundsOfComparisons } from './plan';
import { finiteEstimates } from '../../../estimates';
import { isDue } from './report';
import { rememberNetworks, restore, type Start, type StepReport, type TrainingRun } from './stageRun';
import type { StageWeights } from './stageWeights';

/** What a reward model is made of besides the models that answer. */
export interface RewardModelInputs extends RoundsOfComparisons {
  /** The fine-tuned model that it starts from. */
  readonly initial: { readonly size: Size; readonly parameters: Float32Array };
  /** The learner's rankings, which it learns beside the simulated. */
  readonly ownRankings: readonly RankedResponses[];
}

const HELD_OUT_COMPARISON_PROMPTS = 64;
const NO_SCORES = () => Promise.resolve(new Float32Array());

function firstSequence({ prompt, responses }: Comparison): Sequence {
  return { prompt: chatPrompt(prompt.text), response: responses[0].tokens };
}

/**
 * Trains anew on the comparisons of all rounds. Those of the first round are collected again, from the same seed, where
 * the reward model of that round was not trained here. What is collected joins the stages' comparisons.
 */
export function runRewardModel(
  { world, settings, round, parametersOf, memory }: Start,
  { initial, ownRankings, known, toCollect }: RewardModelInputs,
  { comparisons: byRound }: Pick<StageWeights, 'comparisons'>,
): TrainingRun {
  const { size, seed, comparisonPrompts, responsesPerPrompt, wordings } = settings();
  const model = scalarModel(initial.size, withScalarHead(initial.size, initial.parameters));
  restore([model], memory);
  const base = languageModel(size, parametersOf('pretrain'));
  const policies = (round === 1 ? ['sft'] : ['sft', 'ppo']) as readonly ('sft' | 'ppo')[];
  const models = policies.map((stage) => languageModel(size, parametersOf(stage)));
  const iterations = rewardModelIterations(settings(), { known, toCollect }, ownRankings.length);
  const policyOf = (r: number) => models[r === 1 ? 0 : models.length - 1];
  const collected = new Map<number, Comparison[]>(memory?.collected.map(([r, comparisons]) => [r, [...comparisons]]));
  let collecting = stageRng(seed, 'comparisons', toCollect[0]);
  const heldOut: Comparison[] = [];

  async function* reports(): AsyncGenerator<StepReport> {
    let iteration = memory?.iteration ?? 0;
    for (const r of toCollect) {
      const part = collected.get(r) ?? [];
      collected.set(r, part);
      if (part.length === comparisonPrompts) continue;
      collecting = stageRng(seed, 'comparisons', r);
      if (part.length > 0) collecting.position = memory?.drawn ?? 0;
      const sources = { policy: policyOf(r), base, labelers: world.labelers };
      for await (const step of comparisonStage(sources, settings, part, r, collecting)) {
        yield {
          describe: () => describeRewardModel(step, model, NO_SCORES),
          ended: { iteration: ++iteration, iterations },
        };
      }
      byRound.set(r, part);
    }
    const sources = { policy: policyOf(round), base, labelers: world.heldOutLabelers };
    const heldOutPrompts = Math.min(HELD_OUT_COMPARISON_PROMPTS, comparisonPrompts);
    const some = { comparisonPrompts: heldOutPrompts, responsesPerPrompt, wordings };
    const rng = stageRng(seed, 'held-out comparisons', round);
    for await (const batch of collectComparisons(sources, some, rng)) heldOut.push(...batch);
    const comparisons = [...known, ...toCollect.flatMap((r) => collected.get(r) ?? [])];
    const samples = comparisons.slice(-64).map(firstSequence);
    const done = iteration - collectingIterations(settings(), toCollect);
    for await (const step of rewardModelStage(model, [...comparisons, ...ownRankings], world, settings, round, done)) {
      const describe = () => describeRewardModel(step, model, () => scoreSequences(model, samples));
      if (step.kind === 'batch') {
        yield { describe };
        continue;
      }
      iteration++;
      if (step.kind !== 'update') {
        yield { describe, ended: { iteration, iterations } };
        continue;
      }
      const due = isDue(step.step, step.steps);
      const checked = due ? finiteEstimates({ heldOutAccuracy: await accuracyEstimate(model, heldOut) }) : null;
      const values = { ...step.metrics, ...checked?.values };
      const metrics = { iteration: step.step, values, ...(checked && { errors: checked.errors }) };
      yield { describe, ended: { iteration, iterations, metrics } };
    }
  }
  const remember = async () => ({
    ...(await rememberNetworks([model], collecting)),
    collected: [...collected].map(([r, part]) => [r, [...part]] as const),
  });
  const dispose = () => {
    for (const each of [model, base, ...models]) each.dispose();
  };
  return { reports: reports(), model, remember, dispose };
}
