/** PPO and what came before and after it: the same number of answers, and the same people who ranked them. */
import type { LabEvent } from '../../../protocol/lab';
import type { Model } from '../../lm/model';
import {
  ROLLOUT_ALGORITHMS,
  SUITED,
  SUITED_DPO,
  trainByName,
  type RolloutAlgorithm,
} from '../../rlhf/beyond/algorithms';
import { trainDpo } from '../../rlhf/beyond/dpo';
import { goldDifference, markEstimate, type Judged } from '../../rlhf/evaluation/evaluate';
import { disposeNetworks, languageModel, ppoNetworks } from '../../rlhf/networks';
import { stageRng, trainingSettings } from '../../rlhf/trainingSettings';
import type { NamedArm } from '../../../experiment/scenarios';
import { comparisonsArm } from './comparisonsArm';
import type { Lab, ScenarioRun } from './lab';
import { answersOf, goldPoint, judgedAnswers, pointOf } from './measures';
import { probed, type Probe } from './probe';

/** Measurements of one arm while it trains, beside that of its start. */
const MEASURED = 6;

const ARMS: Readonly<Record<RolloutAlgorithm, NamedArm>> = {
  ppo: 'plainPpo',
  reinforce: 'reinforce',
  rloo: 'rloo',
  grpo: 'grpo',
  bestOfN: 'rejectionSampling',
};

const episodesOf = ({ settings: { ppoIterations, rolloutBatch } }: Lab) => ppoIterations * rolloutBatch;

/** Gold of the evaluation prompts, against the answers learned from so far. */
function goldProbe(lab: Lab, arm: NamedArm, steps: number): Probe {
  return {
    every: Math.ceil(steps / MEASURED),
    async *measure(model, step) {
      yield goldPoint(arm, (episodesOf(lab) * step) / steps, await judgedAnswers(model, lab.settings));
    },
  };
}

async function* atTheEnd(lab: Lab, arm: NamedArm, model: Model): AsyncGenerator<LabEvent, Judged[]> {
  const { settings } = lab;
  const judged = await judgedAnswers(model, settings, { samples: settings.evaluationSamples });
  yield pointOf(arm, 'finalGold', 0, markEstimate('gold', judged));
  yield answersOf(arm, judged);
  return judged;
}

/** Trains and returns what is answered at the end. */
async function* byRollouts(lab: Lab, name: RolloutAlgorithm): AsyncGenerator<LabEvent, Judged[]> {
  const { rewardModelSize, seed, ppoIterations } = lab.settings;
  const arm = ARMS[name];
  yield { type: 'doing', arm, doing: 'policy', fraction: 0 };
  const sft = await lab.shipped('sft');
  const weights = { policy: sft, reference: sft, rewardModel: await lab.shipped('rewardModel', rewardModelSize) };
  const networks = ppoNetworks({ ...lab.settings, sharedTrunk: false }, weights);
  const settings = { ...trainingSettings(lab.settings), ...SUITED[name] };
  const probe = goldProbe(lab, arm, ppoIterations);
  const { corpus } = lab.world(lab.settings);
  try {
    yield* probed(probe, networks.policy, 0, ppoIterations);
    for await (const step of trainByName(name, networks, corpus, () => settings, stageRng(seed, 'ppo'))) {
      if (step.kind !== 'metrics') continue;
      const { iteration, iterations } = step;
      yield { type: 'doing', arm, doing: 'policy', fraction: iteration / iterations };
      yield* probed(probe, networks.policy, iteration, iterations);
    }
    return yield* atTheEnd(lab, arm, networks.policy);
  } finally {
    disposeNetworks(networks);
  }
}

/** Learns from as many ranked answers as the others write themselves. */
async function* byDpo(lab: Lab): AsyncGenerator<LabEvent, Judged[]> {
  const arm = 'dpo';
  const { size, seed, responsesPerPrompt } = lab.settings;
  const comparisonPrompts = Math.ceil(episodesOf(lab) / responsesPerPrompt);
  const comparisons = yield* comparisonsArm(lab, arm, { ...lab.settings, comparisonPrompts });
  yield { type: 'doing', arm, doing: 'policy', fraction: 0 };
  const sft = await lab.shipped('sft');
  const policy = languageModel(size, sft);
  const referencePolicy = languageModel(size, sft);
  const settings = { ...trainingSettings(lab.settings), ...SUITED_DPO };
  try {
    yield* probed(goldProbe(lab, arm, 1), policy, 0, 1);
    for await (const update of trainDpo(policy, referencePolicy, comparisons, () => settings, stageRng(seed, 'dpo'))) {
      if (update.kind !== 'update') continue;
      const { step, steps } = update;
      yield { type: 'doing', arm, doing: 'policy', fraction: step / steps };
      yield* probed(goldProbe(lab, arm, steps), policy, step, steps);
    }
    return yield* atTheEnd(lab, arm, policy);
  } finally {
    policy.dispose();
    referencePolicy.dispose();
  }
}

/** On the same prompts in the same order: what makes a prompt hard drops out of the difference. */
const besidePpo = (arm: NamedArm, judged: readonly Judged[], ppo: readonly Judged[]) =>
  pointOf(arm, 'goldBesidePpo', 0, goldDifference(judged, ppo));

export async function* algorithms(lab: Lab): ScenarioRun {
  const [first, ...others] = ROLLOUT_ALGORITHMS;
  const ppo = yield* byRollouts(lab, first);
  for (const name of others) yield besidePpo(ARMS[name], yield* byRollouts(lab, name), ppo);
  yield besidePpo('dpo', yield* byDpo(lab), ppo);
}
