/** The best of n answers by a reward model that ships and by the learner's: what each likes, and what it is worth. */
import type { LabEvent } from '../../../protocol/lab';
import { bestOfEach, bestOfNKl, bestOfNMean } from '../../rlhf/beyond/bestOfN';
import { estimate, type Estimate } from '../../../estimates';
import { languageModel, scalarModel } from '../../rlhf/networks';
import { stageRng } from '../../../rng';
import { respond, type Response } from '../../rlhf/respond';
import { scoreSequences } from '../../rlhf/rewardModel';
import { YOURS } from '../../../experiment/scenarios';
import { judge } from '../../../world/judge';
import { chatPrompt } from '../../../world/promptFormats';
import type { Prompt } from '../../../world/prompt';
import { evaluationPrompts } from '../../../world/prompts';
import { describeEpisodes } from '../describe/describe';
import { comparisonsArm } from './comparisonsArm';
import type { Lab, ScenarioRun } from './lab';
import { pointOf } from './measures';
import { rewardModelArm } from './rewardModelArm';

const NS = [1, 2, 4, 8, 16, 32, 64] as const;
const ANSWERS = 64;

/** One prompt's answers, which both reward models choose from. */
interface Answered {
  readonly prompt: Prompt;
  readonly responses: readonly Response[];
  readonly golds: readonly number[];
}

interface Scored extends Answered {
  readonly proxies: Float32Array;
}

async function* answer(lab: Lab): AsyncGenerator<LabEvent, Answered[]> {
  const { size, seed, bestOfNPrompts } = lab.settings;
  const rng = stageRng(seed, 'best of n');
  const model = languageModel(size, await lab.shipped('sft'));
  const all: Answered[] = [];
  try {
    for (const prompt of evaluationPrompts(bestOfNPrompts)) {
      const fraction = all.length / bestOfNPrompts;
      yield { type: 'doing', arm: 'sft', doing: 'answers', fraction };
      const asked = Array.from({ length: ANSWERS }, () => prompt.text);
      const responses = await respond(model, asked, 'chat', 1, rng);
      all.push({ prompt, responses, golds: responses.map(({ text, ended }) => judge(prompt, text, ended).gold) });
    }
    return all;
  } finally {
    model.dispose();
  }
}

/** Answers to one prompt are alike: the prompts are what is independent. */
function overPrompts(scored: readonly Scored[], of: (one: Scored) => number): Estimate {
  return estimate(scored.map((one) => ({ prompt: one.prompt.text, of: of(one), over: 1 })));
}

function* points(arm: string, scored: readonly Scored[]): Generator<LabEvent> {
  const gold = ({ proxies, golds }: Scored, n: number) => bestOfNMean(proxies, golds, n);
  for (const n of NS) {
    const distance = Math.sqrt(bestOfNKl(n));
    const proxy = overPrompts(scored, ({ proxies }) => bestOfNMean(proxies, proxies, n));
    yield pointOf(arm, 'proxyReward', distance, proxy);
    yield pointOf(
      arm,
      'goldReward',
      distance,
      overPrompts(scored, (one) => gold(one, n)),
    );
    const gain = overPrompts(scored, (one) => gold(one, n) - gold(one, 1));
    yield pointOf(arm, 'goldGain', n, gain);
  }
  const means = NS.map((n) => overPrompts(scored, (one) => gold(one, n)).mean);
  const best = NS[means.indexOf(Math.max(...means))];
  const fall = overPrompts(scored, (one) => gold(one, ANSWERS) - gold(one, best));
  yield pointOf(arm, 'goldFall', 0, fall);
}

/** What the reward model chose from all answers to the first prompts. */
function chosen(arm: string, scored: readonly Scored[]): LabEvent {
  const best = scored.map(({ proxies }) => bestOfEach(proxies, ANSWERS)[0]);
  const episodes = describeEpisodes(
    {
      prompts: scored.map(({ prompt }) => prompt),
      responses: scored.map(({ responses }, i) => responses[best[i]]),
    },
    Float32Array.from(scored, ({ proxies }, i) => proxies[best[i]]),
  );
  return { type: 'answers', arm, episodes };
}

export async function* bestOfN(lab: Lab): ScenarioRun {
  const { settings } = lab;
  const comparisons = yield* comparisonsArm(lab, YOURS, settings);
  const yours = yield* rewardModelArm(lab, YOURS, settings, comparisons);
  const answered = yield* answer(lab);
  const shipped = await lab.shipped('rewardModel', settings.rewardModelSize);
  const arms = [
    { arm: 'shippedRewardModel', weights: shipped },
    { arm: YOURS, weights: yours },
  ] as const;
  for (const { arm, weights } of arms) {
    const model = scalarModel(settings.rewardModelSize, weights);
    try {
      const scored: Scored[] = [];
      for (const one of answered) {
        const prompt = chatPrompt(one.prompt.text);
        const sequences = one.responses.map(({ tokens }) => ({ prompt, response: tokens }));
        scored.push({ ...one, proxies: await scoreSequences(model, sequences) });
      }
      yield* points(arm, scored);
      yield chosen(arm, scored);
    } finally {
      model.dispose();
    }
  }
}
