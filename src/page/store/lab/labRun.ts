/** What the page knows of one run of a scenario, as a fold of the lab's events, be they live or recorded. */
import type { AskedRound, Doing, LabEvent } from '../../../protocol/lab';
import type { Episode } from '../../../protocol/microSteps';
import type { Quantity } from '../../../experiment/scenarios';

export interface Measurement {
  readonly x: number;
  readonly y: number;
  readonly error?: number;
}

/** Everything one arm measured, and some of its answers. */
export interface ArmRun {
  readonly name: string;
  readonly points: { readonly [Q in Quantity]?: readonly Measurement[] };
  readonly answers: readonly Episode[];
}

export interface LabModel {
  readonly arms: readonly ArmRun[];
  readonly doing: { readonly arm: string; readonly doing: Doing; readonly fraction: number } | null;
  /** What waits to be judged, or was judged last. */
  readonly asked: AskedRound | null;
  readonly done: boolean;
  readonly problem: { readonly sentence: string; readonly detail: string } | null;
}

export const NO_LAB_RUN: LabModel = { arms: [], doing: null, asked: null, done: false, problem: null };

function changeArm(run: LabModel, name: string, change: (arm: ArmRun) => ArmRun): LabModel {
  const known = run.arms.some((arm) => arm.name === name);
  const arms = known ? run.arms : [...run.arms, { name, points: {}, answers: [] }];
  return { ...run, arms: arms.map((arm) => (arm.name === name ? change(arm) : arm)) };
}

/** The run after one event. */
export function applyLabEvent(run: LabModel, event: LabEvent): LabModel {
  switch (event.type) {
    case 'doing': {
      const { type: _, ...doing } = event;
      return { ...run, doing };
    }
    case 'point': {
      const { type: _, arm: name, quantity, ...point } = event;
      return changeArm(run, name, (arm) => ({
        ...arm,
        points: { ...arm.points, [quantity]: [...(arm.points[quantity] ?? []), point] },
      }));
    }
    case 'answers':
      return changeArm(run, event.arm, (arm) => ({ ...arm, answers: event.episodes }));
    case 'asked': {
      const { type: _, ...asked } = event;
      return { ...run, asked };
    }
    case 'done':
      return { ...run, doing: null, asked: null, done: true };
    case 'error':
      return { ...run, doing: null, asked: null, problem: { sentence: event.sentence, detail: event.detail } };
    default:
      return event satisfies never;
  }
}
