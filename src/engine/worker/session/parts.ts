/** The parts of a session, put together: each knows what they all share, and those before it that it works with. */
import { defaultSettings } from '../../../experiment/settings';
import { Compare } from '../compare/compare';
import { HandOver } from '../handOver/handOver';
import { Labeling } from '../label/labeling';
import { errorEvent } from '../sentences';
import type { Shared } from '../stages/shared';
import { GoldMeasurement } from '../stages/goldMeasurement';
import { StageWeights } from '../stages/stageWeights';
import { ShippedWeights } from '../stages/weightFiles';
import { Worlds } from '../stages/worlds';
import { Pace } from './pace';
import { PipelineProgress } from './pipelineProgress';
import { Rounds } from './rounds';
import { Runs } from './runs';
import { Samples } from './samples';
import type { SessionHost } from './sessionHost';
import { Turns } from './turns';

export interface SessionParts {
  readonly shared: Shared;
  readonly turns: Turns;
  readonly compare: Compare;
  readonly labeling: Labeling;
  readonly golds: GoldMeasurement;
  readonly handOver: HandOver;
  readonly progress: PipelineProgress;
  readonly rounds: Rounds;
  readonly runs: Runs;
  readonly samples: Samples;
  readonly pace: Pace;
}

export function makeParts({ emit, now, breathe, fetchBytes, workers }: SessionHost): SessionParts {
  const stageWeights = new StageWeights(new ShippedWeights(fetchBytes));
  const shared: Shared = {
    emit,
    now,
    stageWeights,
    worlds: new Worlds(),
    settings: defaultSettings(),
    turn: 0,
    round: 1,
  };
  const turns = new Turns(breathe, (error, fatal) => {
    if (fatal) pace.halt();
    emit(errorEvent(error, null, fatal));
  });
  const compare = new Compare(emit);
  const later = (work: () => Promise<void>) => turns.later(0, work);
  const labeling = new Labeling(shared, later);
  const golds = new GoldMeasurement(shared, later);
  const handOver = new HandOver(shared, later);
  const progress = new PipelineProgress(shared, labeling, compare);
  const rounds = new Rounds(shared, progress.of, compare.respondents);
  const runs = new Runs(shared, rounds, labeling);
  const samples = new Samples(shared, (stage) => runs.inputsOf(stage));
  const pace = new Pace(shared, turns, progress, runs, samples, workers);
  return { shared, turns, compare, labeling, golds, handOver, progress, rounds, runs, samples, pace };
}
