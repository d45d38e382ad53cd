/** Weights that come from elsewhere than a run of their stage: from the page's files, a learner's, or the label desk. */
import type { Size } from '../../../experiment/names';
import { changeSettings } from '../../../experiment/settings';
import { FileError } from '../../../formats/safetensors';
import type { Command } from '../../../protocol/protocol';
import type { TaughtRewardModel } from '../label/labeling';
import { errorEvent, NO_WEIGHTS_TO_SAVE } from '../sentences';
import { readOwnWeights, writeWeights } from '../stages/weightFiles';
import { takeSettings } from './changeSettings';
import type { SessionParts } from './parts';
import { clearStage, forgetAll, resetStage } from './reset';

/** Where nothing of that size can be had all stays as it was, and the page gets its settings again. */
export async function openSize(parts: SessionParts, size: Size): Promise<void> {
  const { shared } = parts;
  try {
    await openShipped(parts, size);
  } catch (error) {
    takeSettings(shared, shared.settings);
    throw error;
  }
}

/**
 * Opens the weights that ship for a size; an error names each that cannot be had. Throws if there are none, or if one
 * cannot be had while others would be dropped for it.
 */
export async function openShipped(parts: SessionParts, size: Size): Promise<void> {
  const { shared, progress, rounds } = parts;
  const { emit, stageWeights } = shared;
  const settings = changeSettings(shared.settings, { size });
  const { weights, failed, absent } = await stageWeights.shipped.readAll(settings, (fraction) =>
    emit({ type: 'progress', activity: 'checkpoints', fraction }),
  );
  if (failed.length > 0 && stageWeights.haveWeights) throw failed[0].problem;
  takeSettings(shared, settings);
  await forgetAll(parts);
  for (const [stage, parameters] of weights) {
    stageWeights.set(stage, parameters, 'shipped');
    if (stage === 'ppo') rounds.shippedPolicy = { parameters, origin: 'shipped' };
    progress.of[stage].status = stage === 'ppo' ? 'ready' : 'done';
  }
  progress.emitAll();
  for (const { stage, problem } of [...failed, ...absent]) emit(errorEvent(problem, stage, false));
}

export async function openFile(parts: SessionParts, command: Extract<Command, { type: 'openFile' }>): Promise<void> {
  const { shared, progress, rounds } = parts;
  const { stage, name, bytes, origin = 'file' } = command;
  const parameters = readOwnWeights(stage, name, bytes, shared.settings);
  // A later stage that trains goes on with the weights that it began with: there are others now, so nothing locks it.
  await clearStage(parts, stage);
  shared.stageWeights.set(stage, parameters, origin);
  if (stage === 'ppo') rounds.roundStart = { parameters, origin };
  progress.of[stage].status = 'done';
  progress.emitAll();
}

export async function saveFile(
  { shared: { emit, settings, stageWeights } }: SessionParts,
  { stage, keep }: Extract<Command, { type: 'saveFile' }>,
): Promise<void> {
  const parameters = await stageWeights.parametersOf(stage);
  if (!parameters) throw new FileError(NO_WEIGHTS_TO_SAVE);
  emit({ type: 'file', ...writeWeights(stage, parameters, settings), ...(keep !== undefined && { keep }) });
}

/** The short reward model that learned the learner's rankings becomes that of the pipeline. */
export async function adoptLabels(parts: SessionParts): Promise<void> {
  await adoptRewardModel(parts, parts.labeling.taughtRewardModel);
  parts.progress.emitAll();
}

/** The policy that learned from the learner's rankings becomes that of the round, and PPO goes on from it. */
export async function adoptLearned(parts: SessionParts): Promise<void> {
  const { shared, labeling, progress, rounds } = parts;
  const { round, stageWeights } = shared;
  const { policy, ptx, rewardModel } = labeling.learnedPair;
  await adoptRewardModel(parts, rewardModel);
  stageWeights.set('ppo', policy, 'trained');
  // In the first round it began with the fine-tuned model, else with a policy that was trained before.
  if (round === 1) stageWeights.ptxOfPolicy.clear();
  stageWeights.ptxOfPolicy.add(ptx);
  rounds.roundStart = { parameters: policy, origin: 'trained' };
  progress.of.ppo.status = 'done';
  progress.emitAll();
}

async function adoptRewardModel(parts: SessionParts, adopted: TaughtRewardModel): Promise<void> {
  const { shared, progress } = parts;
  const { emit, round, stageWeights } = shared;
  const { parameters, lessons, points } = adopted;
  await resetStage(parts, 'ppo');
  await resetStage(parts, 'rewardModel');
  stageWeights.set('rewardModel', parameters, 'trained');
  stageWeights.lessons = lessons;
  progress.of.rewardModel.restore({ status: 'done', iteration: points.length, iterations: points.length });
  for (const metrics of points) emit({ type: 'metrics', stage: 'rewardModel', round, ...metrics });
}
