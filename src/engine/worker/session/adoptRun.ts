/**
 * What was trained at the label desk takes the place of the pipeline's own. The page is told the events of its run, from the
 * first to the last, so that it is drawn, kept, and gone on from as any other.
 */
import type { TrainedStage } from '../../../experiment/names';
import type { Settings } from '../../../experiment/settings';
import type { ToldRun } from '../stages/wholeRun';
import { takeSettings } from './changeSettings';
import type { SessionParts } from './parts';
import { resetStage } from './reset';

/** The short reward model that learned the learner's rankings becomes that of the pipeline; PPO begins anew. */
export async function adoptLabels(parts: SessionParts): Promise<void> {
  const { shared, labeling, progress } = parts;
  const { parameters, lessons, told, settings } = labeling.taughtRewardModel;
  await resetStage(parts, 'ppo');
  await resetStage(parts, 'rewardModel');
  shared.stageWeights.set('rewardModel', parameters, 'trained');
  shared.stageWeights.lessons = lessons;
  await tell(parts, 'rewardModel', told, settings);
  progress.emitAll();
}

/** The run of PPO that learned from the learner's rankings becomes that of the round, and its reward model the round's. */
export async function adoptLearned(parts: SessionParts): Promise<void> {
  const { labeling, progress, runs } = parts;
  const { learnedRun } = labeling;
  await adoptLabels(parts);
  await runs.takeOver(learnedRun);
  await tell(parts, 'ppo', learnedRun.told, learnedRun.inputs.settings);
  progress.emitAll();
  parts.shared.emit({ type: 'labelAdopted' });
}

/** The run had these settings, whatever the learner has turned since. */
async function tell(parts: SessionParts, stage: TrainedStage, told: ToldRun, settings: Settings): Promise<void> {
  const { shared, progress, samples } = parts;
  const { iterations, points, microSteps, seconds } = told;
  const present = shared.settings;
  takeSettings(shared, settings);
  progress.of[stage].status = 'running';
  progress.emit(stage, { ran: seconds });
  const round = progress.roundOf(stage);
  for (const point of points) shared.emit({ type: 'metrics', stage, round, ...point });
  for (const step of microSteps) shared.emit({ type: 'microStep', iteration: iterations, step });
  progress.of[stage].restore({ status: 'done', iteration: iterations, iterations });
  await samples.emit(stage, iterations);
  progress.emit(stage);
  takeSettings(shared, present);
}
