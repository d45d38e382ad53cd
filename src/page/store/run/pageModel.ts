/**
 * What the page knows of a run, as a fold of the worker's events: pure, with no clock and no randomness, so that a
 * recorded list of events replays to the same page.
 */
import type { AnswerPlace, AttentionView, Question, Respondent, RespondentAnswers } from '../../../protocol/compare';
import type { Evaluation, MeanGold, SizeMark } from '../../../protocol/evaluate';
import type { LabelerFigures } from '../../../protocol/label';
import type { MetricName } from '../../../experiment/metrics';
import type { Episode, MicroStepKind, MicroStepOf } from '../../../protocol/microSteps';
import {
  STAGE_OF_SPEAKER,
  type Origin,
  type Speaker,
  type StageName,
  type TrainedStage,
} from '../../../experiment/names';
import type { BackendReport, WorkerEvent } from '../../../protocol/protocol';
import type { KnobChange, Settings } from '../../../experiment/settings';
import { countChanges, NO_CHANGES, type WeightChanges } from './weightChanges';
import { applyLabelEvent, withoutModels, NO_LABELING, type LabelingRun } from '../label/labelingRun';
import { append, emptySeries, type Series } from './series';
import { withoutWork, type DataSets } from './withoutWork';

export type StageState = Omit<Extract<WorkerEvent, { type: 'stage' }>, 'type' | 'stage'>;

export interface Mark {
  readonly iteration: number;
  readonly change: KnobChange;
}

/** The curves of one round of a stage; earlier rounds stay beside the present one. */
export interface Curves {
  readonly round: number;
  readonly series: { readonly [K in MetricName]?: Series };
  readonly marks: readonly Mark[];
}

export interface SeenMicroStep<S extends StageName> {
  readonly iteration: number;
  readonly step: MicroStepOf<S>;
}

/** The newest micro-step of each kind, so that a learner can look back at how this iteration began. */
export interface MicroSteps<S extends StageName> {
  readonly current: MicroStepKind<S>;
  readonly byKind: { readonly [K in MicroStepKind<S>]?: SeenMicroStep<S> };
}

/** What the stage's model answers now, and what the model that it began with answered; null: not known. */
export interface StageSamples {
  readonly iteration: number;
  readonly before: readonly Episode[] | null;
  readonly now: readonly Episode[];
  /** As they stood when the samples came. */
  readonly weightChanges: WeightChanges;
}

export interface Notice {
  readonly id: number;
  readonly sentence: string;
  readonly detail: string;
  readonly stage: StageName | null;
}

export interface AnswerSet {
  readonly id: number;
  readonly question: Question;
  readonly answers: readonly RespondentAnswers[];
  /** As they stood when the answers came. */
  readonly weightChanges: WeightChanges;
  /** Where the weights came from of the reward model that scored them; null: there was none. */
  readonly scoredBy: Origin | null;
}

/** A mean gold, and how often the model's weights had changed when it was measured. */
export interface KnownMeanGold extends MeanGold {
  readonly changes: number;
}

export interface Stop {
  readonly sentence: string;
  readonly detail: string;
}

type Activity = Extract<WorkerEvent, { type: 'progress' }>;

export interface PageModel {
  readonly activity: Omit<Activity, 'type'> | null;
  readonly backend: BackendReport | null;
  readonly settings: Settings;
  /** Null until the worker has reported the stage for the first time. */
  readonly stages: { readonly [S in StageName]: StageState | null };
  /** The stage that runs, or ran last; null: none has. */
  readonly lastRun: TrainedStage | null;
  readonly curves: { readonly [S in TrainedStage]: readonly Curves[] };
  readonly microSteps: { readonly [S in StageName]: MicroSteps<S> | null };
  readonly samples: { readonly [S in TrainedStage]: StageSamples | null };
  readonly labelers: LabelerFigures | null;
  readonly labeling: LabelingRun;
  readonly evaluations: { readonly [S in Speaker]?: Evaluation };
  /** The models of figure 1, as far as they are evaluated. */
  readonly sizeMarks: readonly SizeMark[];
  /** The newest policies evaluated here with and without the pretraining gradient; a new evaluation leaves them. */
  readonly taxed: { readonly withPtx: Evaluation | null; readonly withoutPtx: Evaluation | null };
  /** On the prompts of the first view. */
  readonly meanGolds: { readonly [S in Speaker]?: KnownMeanGold };
  readonly respondents: readonly Respondent[];
  readonly weightChanges: WeightChanges;
  /** Newest first. */
  readonly answers: readonly AnswerSet[];
  /** The request on the first view, answered. */
  readonly example: AnswerSet | null;
  /** The attention that was asked for last. */
  readonly attention: { readonly place: AnswerPlace; readonly view: AttentionView } | null;
  readonly dataSets: DataSets;
  readonly notices: readonly Notice[];
  readonly noticesSoFar: number;
  /** The sentence that stands in place of the page when nothing could ever run. */
  readonly fatal: Stop | null;
  /** Why the worker does nothing any more, though it did: what the page shows stays, and a fresh worker can go on. */
  readonly stopped: Stop | null;
}

const MOST_ANSWERS = 12;
const MOST_NOTICES = 5;

export function initialPageModel(settings: Settings): PageModel {
  return {
    activity: null,
    backend: null,
    settings,
    stages: { pretrain: null, sft: null, rewardModel: null, ppo: null, evaluate: null },
    lastRun: null,
    curves: { pretrain: [], sft: [], rewardModel: [], ppo: [] },
    microSteps: { pretrain: null, sft: null, rewardModel: null, ppo: null, evaluate: null },
    samples: { pretrain: null, sft: null, rewardModel: null, ppo: null },
    labelers: null,
    labeling: NO_LABELING,
    evaluations: {},
    sizeMarks: [],
    taxed: { withPtx: null, withoutPtx: null },
    meanGolds: {},
    respondents: [],
    weightChanges: NO_CHANGES,
    answers: [],
    example: null,
    attention: null,
    dataSets: {},
    notices: [],
    noticesSoFar: 0,
    fatal: null,
    stopped: null,
  };
}

/** Adds a notice in place of an older one with its sentence. */
export function addNotice(run: PageModel, notice: Omit<Notice, 'id'>): PageModel {
  const id = run.noticesSoFar + 1;
  const others = run.notices.filter(({ sentence, stage }) => sentence !== notice.sentence || stage !== notice.stage);
  return { ...run, noticesSoFar: id, notices: [...others, { id, ...notice }].slice(-MOST_NOTICES) };
}

export function dismissNotice(run: PageModel, id: number): PageModel {
  return { ...run, notices: run.notices.filter((notice) => notice.id !== id) };
}

/** Drops later rounds and opens `round` if it is new. */
function atRound(curves: readonly Curves[], round: number): readonly Curves[] {
  const known = curves.filter((each) => each.round <= round);
  return known.at(-1)?.round === round ? known : [...known, { round, series: {}, marks: [] }];
}

function changeRound(
  run: PageModel,
  stage: TrainedStage,
  round: number,
  change: (curves: Curves) => Curves,
): PageModel['curves'] {
  const rounds = run.curves[stage];
  const known = rounds.some((curves) => curves.round === round);
  const all = known ? rounds : [...rounds, { round, series: {}, marks: [] }];
  return { ...run.curves, [stage]: all.map((curves) => (curves.round === round ? change(curves) : curves)) };
}

/** Nothing of what the stage has shown of its steps is of this beginning, or of this round. */
function withoutSteps(run: PageModel, stage: StageName): PageModel {
  const microSteps = { ...run.microSteps, [stage]: null };
  return stage === 'evaluate'
    ? { ...run, microSteps }
    : { ...run, microSteps, samples: { ...run.samples, [stage]: null } };
}

function clear(before: PageModel, stage: StageName): PageModel {
  const run = withoutSteps(before, stage);
  if (stage === 'evaluate') return { ...run, evaluations: {}, sizeMarks: [] };
  const round = run.stages[stage]?.round;
  if (round === undefined) return run;
  const earlier = run.curves[stage].filter((curves) => curves.round < round);
  return { ...run, curves: { ...run.curves, [stage]: atRound(earlier, round) } };
}

function addMetrics(run: PageModel, event: Extract<WorkerEvent, { type: 'metrics' }>): PageModel {
  const { stage, round, iteration, values, errors = {} } = event;
  const curves = changeRound(run, stage, round, (before) => {
    const series: { [K in MetricName]?: Series } = { ...before.series };
    for (const [name, value] of Object.entries(values) as [MetricName, number][]) {
      series[name] = append(series[name] ?? emptySeries(), iteration, value, errors[name]);
    }
    return { ...before, series };
  });
  return { ...run, curves };
}

function addMark(run: PageModel, event: Extract<WorkerEvent, { type: 'changed' }>): PageModel {
  const { stage, iteration, change } = event;
  if (stage === 'evaluate') return run;
  const curves = changeRound(run, stage, run.stages[stage]?.round ?? 1, (before) => ({
    ...before,
    marks: [...before.marks, { iteration, change }],
  }));
  return { ...run, curves };
}

function addEvaluation(run: PageModel, evaluation: Evaluation): PageModel {
  const { speaker, ptx } = evaluation;
  const taxed = ptx === null ? run.taxed : { ...run.taxed, [ptx ? 'withPtx' : 'withoutPtx']: evaluation };
  return { ...run, taxed, evaluations: { ...run.evaluations, [speaker]: evaluation } };
}

/** Before any stage was reported there is nothing to see; later all stays but what ran. */
function stop(before: PageModel, why: Stop): PageModel {
  if (before.stages.pretrain === null) return { ...before, activity: null, fatal: why };
  const run = withoutWork(before);
  const stages = Object.entries(run.stages).map(([stage, state]) => [
    stage,
    state?.status === 'running' ? { ...state, status: 'paused', secondsLeft: null, stepsPerSecond: null } : state,
  ]);
  return { ...run, activity: null, stopped: why, stages: Object.fromEntries(stages) as PageModel['stages'] };
}

/** The policy that learned from the rankings is that of the page no more. */
function withoutAdopted(run: PageModel): PageModel {
  return { ...run, labeling: { ...run.labeling, adopted: false } };
}

function withWorkers(
  report: BackendReport,
  { workers, timed }: Extract<WorkerEvent, { type: 'workers' }>,
): BackendReport {
  if (!timed) return { ...report, workers };
  const timings = report.timings.map((timing) => (timing.backend === 'wasm' ? { ...timing, workers: timed } : timing));
  return { ...report, workers, timings, timedAgain: true };
}

/** The run after one event. */
export function applyEvent(before: PageModel, event: WorkerEvent): PageModel {
  const weightChanges = countChanges(event, before);
  const run = weightChanges === before.weightChanges ? before : { ...before, weightChanges };
  switch (event.type) {
    case 'progress':
      return { ...run, activity: { activity: event.activity, fraction: event.fraction } };
    case 'backend':
      return { ...run, backend: event.report };
    case 'workers':
      return { ...run, backend: run.backend && withWorkers(run.backend, event) };
    case 'settings':
      return { ...run, settings: event.settings };
    case 'stage': {
      const { type: _, stage, ...state } = event;
      const lastRun = state.status === 'running' && stage !== 'evaluate' ? stage : run.lastRun;
      const next = { ...run, activity: null, lastRun, stages: { ...run.stages, [stage]: state } };
      if ((run.stages[stage]?.round ?? state.round) === state.round || stage === 'evaluate') return next;
      const curves = { ...run.curves, [stage]: atRound(run.curves[stage], state.round) };
      return withoutSteps({ ...next, curves }, stage);
    }
    case 'microStep': {
      const { step, iteration } = event;
      const byKind = { ...run.microSteps[step.stage]?.byKind, [step.kind]: { iteration, step } };
      return { ...run, microSteps: { ...run.microSteps, [step.stage]: { current: step.kind, byKind } } };
    }
    case 'metrics':
      return addMetrics(run, event);
    case 'cleared':
      return clear(event.stage === 'ppo' ? withoutAdopted(run) : run, event.stage);
    case 'changed':
      return addMark(run, event);
    case 'samples': {
      const { stage, iteration, before: begun = null, episodes: now } = event;
      return { ...run, samples: { ...run.samples, [stage]: { iteration, before: begun, now, weightChanges } } };
    }
    case 'labelers':
      return { ...run, labelers: event.figures };
    case 'labelTasks':
    case 'labelAgreement':
    case 'labelEffect':
    case 'labelLearning':
    case 'labelAdopted':
      return { ...run, labeling: applyLabelEvent(run.labeling, event) };
    case 'evaluation':
      return addEvaluation(run, event.evaluation);
    case 'sizeMark':
      return { ...run, sizeMarks: [...run.sizeMarks, event.mark] };
    case 'meanGold': {
      const { type: _, ...meanGold } = event;
      const changes = run.weightChanges[STAGE_OF_SPEAKER[event.speaker]];
      return { ...run, meanGolds: { ...run.meanGolds, [event.speaker]: { ...meanGold, changes } } };
    }
    case 'respondents':
      return { ...run, respondents: event.respondents };
    case 'answers': {
      const { id, question, answers, example } = event;
      const set = { id, question, answers, weightChanges, scoredBy: run.stages.rewardModel?.origin ?? null };
      if (example === true) return { ...run, example: set };
      return { ...run, answers: [set, ...run.answers].slice(0, MOST_ANSWERS) };
    }
    case 'attention':
      return { ...run, attention: { place: event.place, view: event.view } };
    case 'dataSet': {
      const { stage, fraction, saved } = event;
      return { ...run, dataSets: { ...run.dataSets, [stage]: { fraction, saved } } };
    }
    case 'file':
    case 'snapshot':
      return run;
    case 'resumed':
      return event.stages === null ? run : { ...run, labeling: withoutModels(run.labeling) };
    case 'error': {
      const { sentence, detail, stage, fatal } = event;
      return fatal ? stop(run, { sentence, detail }) : addNotice(run, { sentence, detail, stage });
    }
    default:
      return event satisfies never;
  }
}
