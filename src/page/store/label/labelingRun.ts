/** What the worker tells of the learner's labeling, folded: prompts to rank, agreement, and what the rankings changed. */
import type { LabelAgreement, LabelEffect, LabelTask, Learned, LearningProgress } from '../../../protocol/label';
import type { WorkerEvent } from '../../../protocol/protocol';

export interface LabelingRun {
  /** Prompts to rank, oldest first; the page passes over those it has done with. */
  readonly tasks: readonly LabelTask[];
  readonly agreement: LabelAgreement | null;
  /** How far the two short reward models are; null: none trains. */
  readonly fraction: number | null;
  readonly effect: LabelEffect | null;
  /** How far the policies are that learn from the rankings; null: none trains. */
  readonly learning: LearningProgress | null;
  readonly learned: Learned | null;
  /** The run goes on with the policy that learned them. */
  readonly adopted: boolean;
  /** The models behind these results went with an earlier worker: there is no going on with them. */
  readonly modelsGone: boolean;
}

export type LabelEvent = Extract<
  WorkerEvent,
  { type: 'labelTasks' | 'labelAgreement' | 'labelEffect' | 'labelLearning' | 'labelAdopted' }
>;

const TASKS_KEPT = 24;

export const NO_LABELING: LabelingRun = {
  tasks: [],
  agreement: null,
  fraction: null,
  effect: null,
  learning: null,
  learned: null,
  adopted: false,
  modelsGone: false,
};

/** How many of the learner's rankings a model can learn from. */
export function countLearnable(labels: readonly unknown[], { agreement }: LabelingRun): number {
  return Math.max(0, labels.length - (agreement?.leftOut ?? 0));
}

/** Why neither reward models nor policies can learn from the rankings now; null: they can. */
export function whyNotLearn(
  rankings: readonly unknown[],
  labeling: LabelingRun,
): 'rankings' | 'rewardModels' | 'policies' | null {
  if (labeling.learning !== null) return 'policies';
  if (labeling.fraction !== null) return 'rewardModels';
  return countLearnable(rankings, labeling) === 0 ? 'rankings' : null;
}

/** In a fresh worker, what was trained has left its results alone. */
export function withoutModels(labeling: LabelingRun): LabelingRun {
  return { ...labeling, modelsGone: labeling.effect !== null || labeling.learned !== null };
}

export function applyLabelEvent(labeling: LabelingRun, event: LabelEvent): LabelingRun {
  switch (event.type) {
    case 'labelTasks':
      return { ...labeling, tasks: [...labeling.tasks, ...event.tasks].slice(-TASKS_KEPT) };
    case 'labelAgreement':
      return { ...labeling, agreement: event.agreement };
    case 'labelEffect':
      return { ...labeling, fraction: event.fraction, effect: event.effect, modelsGone: false };
    case 'labelLearning':
      return { ...labeling, learning: event.progress, learned: event.learned, adopted: false };
    case 'labelAdopted':
      return { ...labeling, adopted: true };
    default:
      return event satisfies never;
  }
}
