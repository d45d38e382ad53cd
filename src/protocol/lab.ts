/** What the lab's view and its worker say to each other: one request, and events of which the view is a fold. */
import type { Episode } from './microSteps';
import type { BackendName } from '../experiment/names';
import type { Feedback } from './feedback';
import type { Quantity, ScenarioName } from '../experiment/scenarios';
import type { Settings } from '../experiment/settings';

export interface LabRequest {
  readonly type: 'run';
  readonly scenario: ScenarioName;
  /** Of the learner's arm. */
  readonly settings: Settings;
  readonly backend: BackendName;
  /** How many are to train together on WASM. */
  readonly workers: number;
  /** Absolute address of the page's folder, where the checkpoints lie. */
  readonly baseUrl: string;
}

/** What the learner says of a round of responses, in the worker's order; null where nothing was said. */
export interface LabFeedback {
  readonly type: 'feedback';
  readonly given: readonly (Feedback | null)[];
  /** The learner has said enough: this is learned from, and the run ends. */
  readonly enough: boolean;
}

/** A paused run has finished the piece of work at hand and begins no other before the command to go on. */
export interface LabPace {
  readonly type: 'pause' | 'goOn';
}

/** From now on so many train together on WASM. */
export interface LabWorkers {
  readonly type: 'useWorkers';
  readonly workers: number;
}

export type LabCommand = LabRequest | LabFeedback | LabPace | LabWorkers;

/** A response that waits to be judged. */
export interface AskedResponse {
  readonly prompt: string;
  /** In words; the end token, where there is one, is the last. */
  readonly tokens: readonly string[];
  readonly text: string;
  readonly ended: boolean;
}

/** Responses of one round, for the learner to judge. */
export interface AskedRound {
  readonly round: number;
  readonly rounds: number;
  readonly responses: readonly AskedResponse[];
}

/** What an arm is at: the words are the page's. */
export type Doing = 'pretrain' | 'sft' | 'comparisons' | 'rewardModel' | 'policy' | 'answers' | 'asks' | 'feedback';

export type LabEvent =
  | { readonly type: 'doing'; readonly arm: string; readonly doing: Doing; readonly fraction: number }
  /** One measurement; `error` is one standard error. */
  | {
      readonly type: 'point';
      readonly arm: string;
      readonly quantity: Quantity;
      readonly x: number;
      readonly y: number;
      readonly error?: number;
    }
  | { readonly type: 'answers'; readonly arm: string; readonly episodes: readonly Episode[] }
  /** The run waits for what the learner says. */
  | ({ readonly type: 'asked' } & AskedRound)
  | { readonly type: 'done' }
  | { readonly type: 'error'; readonly sentence: string; readonly detail: string };

/** What the worker says: what the run consists of, or that a helper was left out, which changes none of it. */
export type LabMessage = LabEvent | { readonly type: 'helperLost'; readonly workers: number; readonly lost: string };

/** What a run of a scenario came to, event by event. One of each ships, for machines that are too weak to train. */
export interface LabRecording {
  readonly scenario: ScenarioName;
  /** Of the learner's arm. */
  readonly settings: Settings;
  readonly backend: string;
  /** That it took, without the time in which it waited for the tab to be seen. */
  readonly seconds: number;
  readonly events: readonly LabEvent[];
}

/** A run that was done or played in this tab, to be saved. */
export interface FinishedRun extends LabRecording {
  readonly backend: BackendName;
  /** Milliseconds since 1970. */
  readonly begun: number;
  /** Index of the answer that the learner expected. */
  readonly prediction: number | null;
  /** Hands counted for each of the answers to choose from, before the run; absent where nobody counted. */
  readonly tally?: readonly number[];
  /** It is the recording that ships, played in this tab after a prediction. */
  readonly recorded?: true;
}
