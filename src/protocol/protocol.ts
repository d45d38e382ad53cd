/**
 * What page and worker say to each other: plain data, two unions. The page sends commands; the worker answers with
 * events, and the page is a fold of those events. What an event says of one concern is described in a file beside this.
 */
import type { AnswerPlace, AttentionView, Question, Respondent, RespondentAnswers } from './compare';
import type { Evaluation, MeanGold, SizeMark } from './evaluate';
import type {
  LabelAgreement,
  LabelEffect,
  LabelerFigures,
  LabelTask,
  Learned,
  LearningProgress,
  Lessons,
  OwnRanking,
} from './label';
import type { MetricValues } from '../experiment/metrics';
import type { SavedDataSet } from './handOver';
import type { Episode, MicroStep } from './microSteps';
import type { BackendName, Origin, Size, StageName, StageStatus, TrainedStage } from '../experiment/names';
import type { KnobChange, Settings } from '../experiment/settings';

export type Command =
  /** Chooses a backend, then opens the shipped checkpoints or starts at random weights. Always the first command. */
  | {
      readonly type: 'start';
      readonly settings: Settings;
      readonly backend: BackendName | 'auto';
      /** How many are to train together on WASM; absent: as many as are the fastest. */
      readonly workers?: number;
      /** What an earlier visit measured here at this size, so that nothing need be timed again; null: nothing. */
      readonly remembered: readonly BackendTiming[] | null;
      readonly start: 'shipped' | 'scratch';
      /** Absolute address of the page's folder, where checkpoints/ and the WASM binary lie. */
      readonly baseUrl: string;
    }
  | { readonly type: 'run'; readonly stage: StageName }
  /** `update`: up to the next micro-step that has moved PPO's weights. */
  | { readonly type: 'step'; readonly stage: StageName; readonly unit: 'micro' | 'iteration' | 'update' }
  | { readonly type: 'pause' }
  /** How many are to train together on WASM, and the most that may for now; null: as many as are the fastest, as many as there are. */
  | { readonly type: 'useWorkers'; readonly wanted: number | null; readonly most: number | null }
  /** Back to the weights and the seed that the stage began with; later stages keep what they have. */
  | { readonly type: 'reset'; readonly stage: StageName }
  /** Turns knobs; `turn` counts these commands, from 1. */
  | { readonly type: 'set'; readonly changes: Partial<Settings>; readonly turn?: number }
  /** Slow motion: at most this many micro-steps a second; null = as fast as it goes. */
  | { readonly type: 'speed'; readonly microStepsPerSecond: number | null }
  | { readonly type: 'openShipped'; readonly size: Size }
  | {
      readonly type: 'openFile';
      readonly stage: TrainedStage;
      readonly name: string;
      readonly bytes: ArrayBuffer;
      readonly origin?: 'kept';
    }
  /** `keep`: not for the learner, but to be saved on this machine with the run of that id. */
  | { readonly type: 'saveFile'; readonly stage: TrainedStage; readonly keep?: string }
  /** A stage's model as a folder for Hugging Face's transformers, in one zip file. */
  | { readonly type: 'saveModelFolder'; readonly stage: TrainedStage }
  /** What the stage learns from by the present settings, as JSON Lines; answered with `file` and `dataSet`. */
  | { readonly type: 'saveDataSet'; readonly stage: TrainedStage }
  /**
   * Where the stages stand, to go on from after a reload: answered with `snapshot`. `results`: the page has results of the
   * models, so that these are wanted also where none of them has learned anything.
   */
  | { readonly type: 'snapshot'; readonly results?: true }
  /** Goes on exactly where a snapshot stood, in place of all there is: answered with `resumed`. */
  | { readonly type: 'resume'; readonly snapshot: Snapshot }
  /**
   * Label the current policy's answers and go round again: a new reward model, then PPO from the current policy. `round`
   * is the one to leave: said twice, as by a double click, it is left once.
   */
  | { readonly type: 'nextRound'; readonly round: number }
  /**
   * Back to the policy and the reward model that the round before ended with; what `round` trained is dropped. Said twice,
   * it is left once.
   */
  | { readonly type: 'previousRound'; readonly round: number }
  /** All rankings of the learner, in place of those sent before: the reward model learns from them too. */
  | { readonly type: 'rankings'; readonly rankings: readonly OwnRanking[] }
  /** Prompts to rank, numbered on from `from`, each with that many responses, and none of those to avoid. */
  | {
      readonly type: 'labelTasks';
      readonly from: number;
      readonly count: number;
      readonly responses: number;
      readonly avoid: readonly string[];
    }
  /** Trains two short reward models that differ in the learner's rankings alone; stops those that train already. */
  | { readonly type: 'compareLabels' }
  /** Goes on with the one of them that learned the learner's rankings: it becomes the reward model, PPO begins anew. */
  | { readonly type: 'adoptLabels' }
  /** Wants `samples` of a stage now; from now on the learner's own prompt is answered beside the fixed ones. */
  | { readonly type: 'sample'; readonly stage: TrainedStage; readonly ownPrompt: string | null }
  /** `example`: for the first view, beside the answers of Compare, whose attention can still be asked for. */
  | { readonly type: 'answer'; readonly id: number; readonly question: Question; readonly example?: true }
  /** Begins to measure the mean gold of all models, anew if it is under way, or stops it; answered with `meanGold`. */
  | { readonly type: 'measureGold'; readonly on: boolean }
  /** Trains a policy against each of the two, which train first where they have not, and asks both the same prompts. */
  | { readonly type: 'learnFromLabels' }
  | { readonly type: 'stopLearning' }
  /** Goes on with the policy that learned from the learner's rankings, and with its reward model. */
  | { readonly type: 'adoptLearned' }
  /** A policy to ask beside the others, from the bytes of a safetensors file. */
  | { readonly type: 'addPolicy'; readonly name: string; readonly bytes: ArrayBuffer }
  | { readonly type: 'removePolicy'; readonly respondent: string }
  /** The model's attention before it wrote a token of the newest answers. */
  | { readonly type: 'attention'; readonly place: AnswerPlace };

/** Asks whether the worker is still there. It answers at once, between two micro-steps, whatever waits in its queue. */
export interface Ping {
  readonly type: 'ping';
}

export interface Pong {
  readonly type: 'pong';
}

/** For the worker to read alone: JSON as UTF-8, and safetensors. */
export interface Snapshot {
  readonly about: ArrayBuffer;
  readonly weights: ArrayBuffer;
}

export interface WorkersTiming {
  readonly workers: number;
  readonly millisecondsPerStep: number;
  /** Measured on an earlier visit, not now. */
  readonly earlier?: true;
}

export interface BackendTiming {
  readonly backend: BackendName;
  /** Median milliseconds of a real training step at start-up; null where it did not run. */
  readonly millisecondsPerStep: number | null;
  /** Why it is not used: one sentence; empty for the one in use. */
  readonly reason: string;
  /** Measured on an earlier visit, not now. */
  readonly earlier?: true;
  /** Of a backend that several workers can train on: the numbers of workers that were timed. */
  readonly workers?: readonly WorkersTiming[];
}

export interface BackendReport {
  readonly backend: BackendName;
  /** The adapter, e.g. "apple, metal-3" or "SIMD, one thread". */
  readonly device: string;
  readonly timings: readonly BackendTiming[];
  /** 'fallback': what the learner or the link asked for does not work here. */
  readonly chosenBy: 'timing' | 'memory' | 'learner' | 'fallback' | 'only choice';
  /** How many workers train together, and the most that can be asked for here; absent where one alone can. */
  readonly workers?: number;
  readonly mostWorkers?: number;
  /** Whether their number was timed again, since the machine's speed had changed. */
  readonly timedAgain?: true;
}

/** What a stage's charts show at one iteration. */
export interface MetricsPoint {
  readonly iteration: number;
  readonly values: MetricValues;
  /** One standard error of those values that are means over a sample. */
  readonly errors?: MetricValues;
}

export type WorkerEvent =
  | {
      readonly type: 'progress';
      readonly activity: 'backend' | 'kernels' | 'selfTest' | 'timing' | 'warmUp' | 'checkpoints';
      readonly fraction: number;
    }
  | { readonly type: 'backend'; readonly report: BackendReport }
  /** How many workers train together from now on; `lost` tells why a helper was left out, `timed` what was measured again. */
  | {
      readonly type: 'workers';
      readonly workers: number;
      readonly lost: string | null;
      readonly timed?: readonly WorkersTiming[];
    }
  /** `turn` is the last turn of a knob that the settings hold, 0 before any; absent in what older pages saved. */
  | { readonly type: 'settings'; readonly settings: Settings; readonly turn?: number }
  /** A stage's progress: `iteration` of `iterations` are done. */
  | {
      readonly type: 'stage';
      readonly stage: StageName;
      readonly status: StageStatus;
      readonly origin: Origin | null;
      readonly iteration: number;
      readonly iterations: number;
      readonly round: number;
      readonly secondsLeft: number | null;
      /** Micro-steps, whose kinds differ in length: null until a whole iteration of them is known. */
      readonly stepsPerSecond: number | null;
      /** The stages whose weights it cannot begin without and that have none yet. */
      readonly missing: readonly TrainedStage[];
      /** Of a reward model that was trained in this tab. */
      readonly lessons?: Lessons;
      /** Seconds that the run has taken already: of one that the label desk has trained, and that takes its place here. */
      readonly ran?: number;
    }
  | { readonly type: 'microStep'; readonly iteration: number; readonly step: MicroStep }
  | ({ readonly type: 'metrics'; readonly stage: TrainedStage; readonly round: number } & MetricsPoint)
  /** The stage began anew: its curves are empty again. */
  | { readonly type: 'cleared'; readonly stage: StageName }
  /** A knob was turned while the stage ran: a mark on its charts. */
  | { readonly type: 'changed'; readonly stage: StageName; readonly iteration: number; readonly change: KnobChange }
  /**
   * The model's answers to a few fixed prompts, the learner's own last; of a reward model, its scores of the same
   * answers. `before`: those of the model that the stage began with; absent in what older pages saved.
   */
  | {
      readonly type: 'samples';
      readonly stage: TrainedStage;
      readonly iteration: number;
      readonly episodes: readonly Episode[];
      readonly before?: readonly Episode[];
    }
  | { readonly type: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly type: 'sizeMark'; readonly mark: SizeMark }
  | ({ readonly type: 'meanGold' } & MeanGold)
  /** What the pool of labelers promises before anything is trained. */
  | { readonly type: 'labelers'; readonly figures: LabelerFigures }
  | { readonly type: 'labelTasks'; readonly tasks: readonly LabelTask[] }
  | { readonly type: 'labelAgreement'; readonly agreement: LabelAgreement }
  /** How far the two short reward models are, null when none trains; at the end, what they differ in. */
  | { readonly type: 'labelEffect'; readonly fraction: number | null; readonly effect: LabelEffect | null }
  /** How far the two policies are, null when none trains; at the end, what they answer. */
  | {
      readonly type: 'labelLearning';
      readonly progress: LearningProgress | null;
      readonly learned: Learned | null;
    }
  /** The policy that learned from the learner's rankings is that of the run now. */
  | { readonly type: 'labelAdopted' }
  /** The models that can be asked now. */
  | { readonly type: 'respondents'; readonly respondents: readonly Respondent[] }
  | {
      readonly type: 'answers';
      readonly id: number;
      readonly question: Question;
      readonly answers: readonly RespondentAnswers[];
      readonly example?: true;
    }
  | { readonly type: 'attention'; readonly place: AnswerPlace; readonly view: AttentionView }
  /** How far rankings are collected for a file, null when none are; at the end, what the file of a data set holds. */
  | {
      readonly type: 'dataSet';
      readonly stage: TrainedStage;
      readonly fraction: number | null;
      readonly saved: SavedDataSet | null;
    }
  | { readonly type: 'file'; readonly name: string; readonly bytes: ArrayBuffer; readonly keep?: string }
  /** Null: nothing was learned, and the page has asked for nothing else. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot | null }
  /** All is as it was, these stages in the middle, and their progress follows; null: an error has said why not. */
  | { readonly type: 'resumed'; readonly stages: readonly TrainedStage[] | null }
  /**
   * A sentence for the learner; `detail` is for a report of it. The run is paused in its last good state. After
   * a fatal one the worker does nothing any more.
   */
  | {
      readonly type: 'error';
      readonly sentence: string;
      readonly detail: string;
      readonly stage: StageName | null;
      readonly fatal: boolean;
    };
