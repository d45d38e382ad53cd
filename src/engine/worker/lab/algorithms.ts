/** The algorithms side by side, with one number of answers to learn from and one pool of labelers behind the rankings. */
import type { LabEvent } from '../../../protocol/lab';
import type { Model } from '../../lm/model';
import { ALGORITHMS, type Algorithm } from '../../../experiment/algorithms';
import { TRAINING, type OfflineTraining, type OnlineTraining } from '../../rlhf/beyond/algorithms';
import { goldDifference, markEstimate } from '../../rlhf/evaluation/evaluate';
import type { Judged } from '../../rlhf/evaluation/judged';
import { disposeNetworks, languageModel, ppoNetworks } from '../../rlhf/networks';
import { stageRng } from '../../../rng';
import { optimizerSettings, trainingSettings } from '../../../experiment/settings';
import { comparisonsArm } from './comparisonsArm';
import type { Lab, ScenarioRun } from './lab';
import { answersOf, goldPoint, evaluationAnswers, pointOf } from './measures';
import { probed, type Probe } from './probe';

/** Measurements of one arm while it trains, beside that of its start. */
const MEASURED = 6;

const episodesOf = ({ settings: { ppoIterations, rolloutBatch } }: Lab) => ppoIterations * rolloutBatch;

/** Gold of the evaluation prompts, against the answers learned from so far. */
function goldProbe(lab: Lab, arm: Algorithm, steps: number): Probe {
  return {
    every: Math.ceil(steps / MEASURED),
    async *measure(model, step) {
      yield goldPoint(arm, (episodesOf(lab) * step) / steps, await evaluationAnswers(model, lab.settings));
    },
  };
}

async function* atTheEnd(lab: Lab, arm: Algorithm, model: Model): AsyncGenerator<LabEvent, Judged[]> {
  const { settings } = lab;
  const judged = await evaluationAnswers(model, settings, { samples: settings.evaluationSamples });
  yield pointOf(arm, 'finalGold', 0, markEstimate('gold', judged));
  yield answersOf(arm, judged);
  return judged;
}

/** Trains and returns what is answered at the end. */
function trainArm(lab: Lab, arm: Algorithm): AsyncGenerator<LabEvent, Judged[]> {
  const training = TRAINING[arm];
  return training.learnsFrom === 'rollouts' ? onRollouts(lab, arm, training) : onComparisons(lab, arm, training);
}

async function* onRollouts(lab: Lab, arm: Algorithm, { train }: OnlineTraining): AsyncGenerator<LabEvent, Judged[]> {
  const { rewardModelSize, seed, ppoIterations } = lab.settings;
  yield { type: 'doing', arm, doing: 'policy', fraction: 0 };
  const sft = await lab.shipped('sft');
  const weights = { policy: sft, reference: sft, rewardModel: await lab.shipped('rewardModel', rewardModelSize) };
  const networks = ppoNetworks({ ...lab.settings, sharedTrunk: false }, weights);
  const probe = goldProbe(lab, arm, ppoIterations);
  const { corpus } = lab.world(lab.settings);
  const start = { networks, corpus, settings: trainingSettings(lab.settings), rng: stageRng(seed, 'ppo') };
  try {
    yield* probed(probe, networks.policy, 0, ppoIterations);
    for await (const step of train(start)) {
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
async function* onComparisons(
  lab: Lab,
  arm: Algorithm,
  { train }: OfflineTraining,
): AsyncGenerator<LabEvent, Judged[]> {
  const { size, seed, responsesPerPrompt } = lab.settings;
  const comparisonPrompts = Math.ceil(episodesOf(lab) / responsesPerPrompt);
  const comparisons = yield* comparisonsArm(lab, arm, { ...lab.settings, comparisonPrompts });
  yield { type: 'doing', arm, doing: 'policy', fraction: 0 };
  const sft = await lab.shipped('sft');
  const policy = languageModel(size, sft);
  const referencePolicy = languageModel(size, sft);
  const optimizer = optimizerSettings(lab.settings);
  try {
    yield* probed(goldProbe(lab, arm, 1), policy, 0, 1);
    for await (const update of train({ policy, referencePolicy, comparisons, optimizer, rng: stageRng(seed, arm) })) {
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
const besidePpo = (arm: Algorithm, judged: readonly Judged[], ppo: readonly Judged[]) =>
  pointOf(arm, 'goldBesidePpo', 0, goldDifference(judged, ppo));

export async function* algorithms(lab: Lab): ScenarioRun {
  const [first, ...others] = ALGORITHMS;
  const ppo = yield* trainArm(lab, first);
  for (const arm of others) yield besidePpo(arm, yield* trainArm(lab, arm), ppo);
}
