/**
 * Three ways that a thing takes through the code, file by file: `lm/` is one room, `‖` the wire between the threads, `⇢`
 * where a generator, a queue or a callback hands on. Elsewhere one of two neighbors imports the other, which a test asks.
 */

const R = 'src/engine/rlhf';
const W = 'src/engine/worker';
const S = 'src/page/store';
const C = 'src/page/ui/charts';

/** Joints between the parts of a walk that no import joins. */
export const JOINTS = ['‖', '⇢'] as const;

/** The files in order, a file as often as the walk comes back to it, and joints between them. */
export const WALKS: Readonly<Record<string, readonly string[]>> = {
  'a prompt to a point on PPO’s reward chart': [
    ...[
      'src/world/promptTemplates.ts',
      'src/world/prompts.ts',
      `${R}/iteration.ts`,
      `${R}/ppo.ts`,
      `${R}/iteration.ts`,
    ],
    ...[`${R}/rollout.ts`, `${R}/respond.ts`, 'src/world/promptFormats.ts', 'src/world/tokenizer.ts'],
    ...[`${R}/respond.ts`, 'src/engine/lm/', `${R}/rollout.ts`, `${R}/sequences.ts`, `${R}/rollout.ts`],
    ...['src/engine/lm/', `${R}/rollout.ts`, `${R}/kl.ts`, `${R}/rollout.ts`, 'src/engine/lm/', `${R}/rollout.ts`],
    ...[`${R}/invariants.ts`, `${R}/rollout.ts`, `${R}/iteration.ts`, `${R}/rewards.ts`, `${R}/iteration.ts`],
    ...[`${R}/ppo.ts`, `${R}/rewards.ts`, `${R}/kl.ts`, `${R}/rewards.ts`, `${R}/ppo.ts`, `${R}/advantages.ts`],
    ...[`${R}/ppo.ts`, `${R}/minibatches.ts`, `${R}/ppoUpdate.ts`, `${R}/ppoLoss.ts`, `${R}/ppoUpdate.ts`],
    ...['src/engine/lm/', `${R}/ppoUpdate.ts`, `${R}/ppo.ts`, `${R}/iteration.ts`, `${R}/sequences.ts`],
    ...[`${R}/iteration.ts`, `${R}/ppo.ts`, `${W}/stages/ppoRun.ts`, 'src/world/judge.ts', `${W}/stages/ppoRun.ts`],
    ...['src/estimates.ts', `${W}/stages/ppoRun.ts`, '⇢', `${W}/stages/openRun.ts`, '⇢', `${W}/session/pace.ts`, '⇢'],
    ...[`${W}/parts/trainer.ts`, '‖', `${S}/wire/trainer.ts`, `${S}/store.ts`, `${S}/run/pageModel.ts`],
    ...[`${S}/run/weightChanges.ts`, `${S}/run/pageModel.ts`, `${S}/run/series.ts`, `${S}/run/pageModel.ts`, '⇢'],
    ...[`${C}/LineChart.tsx`, `${C}/chart.ts`, `${S}/run/series.ts`, `${C}/chart.ts`, `${C}/chartScale.ts`],
    ...[`${C}/LineChart.tsx`, `${C}/Plot.tsx`],
  ],
  'a learner’s ranking to the reward model’s loss': [
    ...['src/page/views/label/Responses.tsx', `${S}/label/levels.ts`, 'src/page/views/label/Responses.tsx'],
    ...[`${S}/label/rankings.ts`, `${S}/wire/trainer.ts`, '‖'],
    ...[`${W}/parts/trainer.ts`, `${W}/session/session.ts`, '⇢', `${W}/label/labeling.ts`, `${R}/comparisons.ts`],
    ...[`${W}/label/labeling.ts`, '⇢', `${W}/session/runs.ts`, `${W}/stages/startStage.ts`],
    ...[`${W}/stages/rewardModelRun.ts`, `${R}/rewardModel.ts`, `${R}/comparisons.ts`, 'src/world/promptFormats.ts'],
    ...[`${R}/comparisons.ts`, `${R}/rewardModel.ts`, `${R}/sequences.ts`, `${R}/rewardModel.ts`],
    ...[`${R}/pairwiseLoss.ts`, `${R}/rewardModel.ts`, 'src/engine/lm/', `${R}/rewardModel.ts`, `${R}/pairwiseLoss.ts`],
  ],
  'klCoef from the address to the loss': [
    ...[`${S}/link/link.ts`, 'src/experiment/query.ts', 'src/experiment/settings.ts', 'src/experiment/knobs.ts'],
    ...['src/experiment/settings.ts', 'src/experiment/query.ts', 'src/experiment/fits.ts', 'src/experiment/query.ts'],
    ...[`${S}/link/link.ts`, `${S}/store.ts`, `${S}/run/pageModel.ts`, `${S}/store.ts`, `${S}/wire/trainer.ts`, '‖'],
    ...[`${W}/parts/trainer.ts`, `${W}/session/session.ts`, '⇢', `${W}/session/runs.ts`],
    ...['src/experiment/settings.ts', `${W}/session/runs.ts`, `${W}/stages/startStage.ts`, `${W}/stages/ppoRun.ts`],
    ...['src/experiment/settings.ts', `${W}/stages/ppoRun.ts`, `${R}/ppo.ts`, `${R}/rewards.ts`],
  ],
};

/** The rooms of a walk: its files, each once. */
export function roomsOf(walk: readonly string[]): readonly string[] {
  return [...new Set(walk)].filter((step) => !JOINTS.some((joint) => joint === step));
}
