/** On to the next round of ranking and PPO, or back to the one before. */
import { changeSettings } from '../../../experiment/settings';
import { takeSettings } from './changeSettings';
import { ROUND_STAGES } from './endedRound';
import type { SessionParts } from './parts';

/** Does nothing where the page asks to leave another round than the present one. */
export async function nextRound(parts: SessionParts, left: number): Promise<void> {
  const { shared, rounds, progress } = parts;
  if (left !== shared.round) return;
  await rounds.next(shared.settings.rewardModelSize, () => leaveRound(parts));
  progress.emitAll();
}

/** Does nothing where the page asks to leave another round than the present one. */
export async function previousRound(parts: SessionParts, left: number): Promise<void> {
  const { shared, rounds, progress } = parts;
  if (left !== shared.round) return;
  const rewardModelSize = await rounds.previous(() => leaveRound(parts));
  for (const stage of ROUND_STAGES) shared.emit({ type: 'cleared', stage });
  if (rewardModelSize !== shared.settings.rewardModelSize) {
    takeSettings(shared, changeSettings(shared.settings, { rewardModelSize }));
  }
  progress.emitAll();
}

/** Ends whatever trains in this round, or for it. */
async function leaveRound({ labeling, pace }: SessionParts): Promise<void> {
  await pace.pause();
  await labeling.stop();
  for (const stage of ROUND_STAGES) await pace.drop(stage);
}
