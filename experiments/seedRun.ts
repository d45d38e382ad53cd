/** Table `pipeline` for one size and one seed: trains everything, measures, and prints the figures as one line of JSON. */
import { openBackend } from '../src/lm/backend';
import type { Model } from '../src/lm/model';
import { collectComparisons, type Comparison } from '../src/rlhf/comparisons';
import { answerAndJudge, benchmarks, marks, winRate, type Judged } from '../src/rlhf/evaluate';
import { stageRng } from '../src/rlhf/pipeline';
import { countPairs } from '../src/rlhf/pairwiseLoss';
import type { PromptFormat } from '../src/rlhf/respond';
import { rewardModelAccuracy } from '../src/rlhf/rewardModel';
import { defaultSettings, type Size } from '../src/settings';
import { agreement, meanLabeler, utility } from '../src/world/labelers';
import { evaluationPrompts } from '../src/world/prompts';
import { Pipeline } from './pipeline';
import type { Figures } from './ranges';

const HELD_OUT_PROMPTS = 256;
const LAST_ITERATIONS = 10;

const [size, seedText] = process.argv.slice(2);
const seed = Number(seedText);
const settings = { ...defaultSettings(size as Size), seed };
const begun = performance.now();

await openBackend('wasm');
const pipeline = new Pipeline(settings, (line) => {
  console.error(`seed ${seed} ${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
});

async function judged(model: Model, format: PromptFormat, stream = 'evaluation'): Promise<Judged[]> {
  const all: Judged[] = [];
  for await (const part of answerAndJudge(
    model,
    evaluationPrompts(),
    format,
    stageRng(seed, stream),
    settings.evaluationSamples,
  ))
    all.push(...part);
  return all;
}

/** How alike two labelers order two different answers of one model to each prompt. */
function labelerAgreement(first: readonly Judged[], second: readonly Judged[]): number {
  const pairs = first.flatMap(({ response, verdict }, i) => {
    const other = second[i];
    return other && other.response.text !== response.text ? [[verdict, other.verdict] as const] : [];
  });
  return agreement(pipeline.world.labelers, pairs, stageRng(seed, 'agreement'));
}

/** Accuracy of the labelers' mean without noise: the best that any reward model could reach. */
function ceiling(comparisons: readonly Comparison[]): number {
  const labeler = meanLabeler(pipeline.world.heldOutLabelers);
  const width = settings.responsesPerPrompt;
  const utilities = Float32Array.from(
    comparisons.flatMap(({ verdicts }) => verdicts.map((verdict) => utility(labeler, verdict))),
  );
  const { pairs, right } = countPairs(comparisons, utilities, width);
  return right / pairs;
}

const base = await pipeline.pretrain();
const baseMarks = marks(await judged(base, 'bare'));
const promptedMarks = marks(await judged(base, 'fewShot'));
const baseBenchmarks = await benchmarks(base);

const sft = await pipeline.sft(base);
const sftJudged = await judged(sft, 'chat');
const sftMarks = marks(sftJudged);
const sftBenchmarks = await benchmarks(sft);

const { model: rewardModel, comparisons } = await pipeline.rewardModel(base, sft);
const heldOut: Comparison[] = [];
const sources = { policy: sft, base, labelers: pipeline.world.heldOutLabelers };
const some = { comparisonPrompts: HELD_OUT_PROMPTS, responsesPerPrompt: settings.responsesPerPrompt };
for await (const batch of collectComparisons(sources, some, stageRng(seed, 'held-out comparisons')))
  heldOut.push(...batch);

async function policyFigures(ptxCoef: number) {
  const { policy, iterations } = await pipeline.ppo(sft, rewardModel, { ptxCoef });
  const answers = await judged(policy, 'chat');
  const last = iterations.slice(-LAST_ITERATIONS);
  const kl = last.reduce((sum, metrics) => sum + metrics.kl, 0) / last.length;
  const figures = { ...marks(answers), ...(await benchmarks(policy)), win: winRate(answers, sftJudged), kl };
  policy.dispose();
  return figures;
}
const ppo = await policyFigures(0);
const ptx = await policyFigures(settings.ptxCoef);

const figures: Figures = {
  basePerplexity: baseBenchmarks.perplexity,
  baseCloze: baseBenchmarks.cloze,
  baseSpanish: baseBenchmarks.spanish,
  baseGold: baseMarks.gold,
  promptedGold: promptedMarks.gold,
  sftGold: sftMarks.gold,
  sftRefuse: sftMarks.refuse,
  sftTruth: sftMarks.truth,
  sftPerplexity: sftBenchmarks.perplexity,
  labelerAgreement: labelerAgreement(sftJudged, await judged(sft, 'chat', 'second sample')),
  ceiling: ceiling(heldOut),
  rewardModelTrain: await rewardModelAccuracy(rewardModel, comparisons),
  rewardModelHeldOut: await rewardModelAccuracy(rewardModel, heldOut),
  ppoGold: ppo.gold,
  ppoGain: ppo.gold - sftMarks.gold,
  ppoWin: ppo.win,
  ppoRefuse: ppo.refuse,
  ppoKl: ppo.kl,
  ppoPerplexityRise: ppo.perplexity / sftBenchmarks.perplexity,
  ptxGold: ptx.gold,
  ptxPerplexity: ptx.perplexity,
  ptxTruth: ptx.truth,
};
console.log(JSON.stringify(figures));
