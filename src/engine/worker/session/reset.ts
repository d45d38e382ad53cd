/** Stages put back to where they had not begun. */
import { STAGES, type StageName } from '../../../experiment/names';
import { ENDED_WITH_ITS_START } from '../sentences';
import { NEEDS } from '../stages/plan';
import type { SessionParts } from './parts';

/** Ends what trains on the stage's weights, then clears the stage. */
export async function resetStage(parts: SessionParts, stage: StageName): Promise<void> {
  await endRunsOn(parts, stage);
  await clearStage(parts, stage);
}

/** Drops the stage's run and its weights; PPO goes back to the policy that its round began with, or that ships. */
export async function clearStage({ shared, pace, progress, rounds }: SessionParts, stage: StageName): Promise<void> {
  const { stageWeights } = shared;
  await pace.drop(stage);
  if (stage === 'ppo') rounds.forgetKeptPolicy();
  const start = stage === 'ppo' ? rounds.policyToResetTo : null;
  if (start) stageWeights.set('ppo', start.parameters, start.origin);
  else if (stage !== 'evaluate') stageWeights.forget(stage);
  if (stage === 'rewardModel') stageWeights.comparisons.delete(shared.round);
  progress.of[stage].status = 'ready';
  progress.clear(stage);
  progress.emitAll();
}

/** Ends runs that train on weights which are about to go; they keep what they have learned, and the learner reads why. */
async function endRunsOn({ shared, pace, runs }: SessionParts, stage: StageName): Promise<void> {
  const later = STAGES.filter((each) => NEEDS[each].some((needed) => needed === stage) && runs.has(each));
  for (const each of later) {
    await pace.end(each);
    shared.emit({ type: 'error', sentence: ENDED_WITH_ITS_START, detail: '', stage: each, fatal: false });
  }
}

/** Back to a session in which nothing was opened or trained. */
export async function forgetAll({
  shared,
  labeling,
  golds,
  handOver,
  pace,
  progress,
  rounds,
}: SessionParts): Promise<void> {
  await labeling.stop();
  await golds.stop();
  await handOver.stop();
  for (const stage of STAGES) {
    await pace.drop(stage);
    progress.clear(stage);
  }
  shared.stageWeights.forgetAll();
  rounds.forgetAll();
  progress.emitAll();
}
