/** Weights that come from files: the page's, or a learner's. */
import type { Size } from '../../../experiment/names';
import { changeSettings } from '../../../experiment/settings';
import { FileError } from '../../../formats/safetensors';
import type { Command } from '../../../protocol/protocol';
import { errorEvent, NO_WEIGHTS_TO_SAVE } from '../sentences';
import { readOwnWeights, writeWeights } from '../stages/weightFiles';
import { takeSettings } from './changeSettings';
import type { SessionParts } from './parts';
import { clearStage, forgetAll } from './reset';

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
