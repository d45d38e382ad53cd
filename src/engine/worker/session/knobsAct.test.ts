/**
 * Every knob acts: turned, it changes the weights or the events of the stage that it claims to act on, and nothing before
 * that stage. A knob that is drawn and read by nobody, or read in another's place, fails here.
 */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { KNOB_NAMES, knobOf, type KnobName } from '../../../experiment/knobs';
import { STAGES, TRAINED_STAGES, type StageName } from '../../../experiment/names';
import type { PageParameters } from '../../../experiment/query';
import { SCENARIOS, scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import type { LabEvent } from '../../../protocol/lab';
import type { WorkerEvent } from '../../../protocol/protocol';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { openBackend } from '../../lm/backend';
import { Lab } from '../lab/lab';
import { runScenario } from '../lab/runScenario';
import { readShipped } from '../../../testing/shippedFiles';

const TINY: Settings = {
  ...TINY_SETTINGS,
  demonstrations: 32,
  comparisonPrompts: 8,
  rmBatchPrompts: 4,
  ppoEpochs: 2,
  minibatches: 2,
  policyLr: 1e-3,
  valueLr: 1e-3,
  valueClipRange: 0.2,
};

/** The first stage on which a knob acts, where its group does not say it. */
const FIRST: Readonly<Partial<Record<KnobName, StageName>>> = {
  seed: 'pretrain',
  size: 'pretrain',
  rewardModelSize: 'rewardModel',
  spanishShare: 'pretrain',
  demonstrations: 'sft',
  wordings: 'sft',
};

/** Of the lab alone. */
const SCENARIO_OF: Readonly<Partial<Record<KnobName, ScenarioName>>> = {
  bestOfNPrompts: 'bestOfN',
  feedbackReading: 'tamer',
  feedbackPerRound: 'tamer',
  tamerRounds: 'tamer',
};

/** Why a knob is not turned here, and the test that turns it. */
const ELSEWHERE: Readonly<Partial<Record<KnobName, string>>> = {
  ownLabelWeight: 'acts on rankings of the learner’s own: worker/label/labelDesk.test.ts',
  secondsPerToken: 'is the pace of the page: page/views/lab/judging.test.ts',
  simulatedLabeler: 'lets a person answer or not: worker/lab/tamer.test.ts',
  evaluateAllSizes: 'brings shipped models: worker/stages/evaluateRun.test.ts',
};

/** A knob that acts only beside another setting. */
const BESIDE: Readonly<Partial<Record<KnobName, Partial<Settings>>>> = { valueCoef: { sharedTrunk: true } };

type Start = PageParameters['start'];

/** What labelers like in answers that a few steps of training do not bring about yet: the shipped model's are ranked. */
const NEEDS_ANSWERS: readonly KnobName[] = ['helpfulWeight', 'politeWeight'];

/** Values far enough from the default to bite in a few steps; else see `turned`. */
const TURNED: Readonly<Partial<Record<KnobName, Settings[KnobName]>>> = {
  clipRange: 0.01,
  valueClipRange: 0.01,
  clipGradNorm: 0.01,
  rolloutBatch: 8,
  minibatches: 4,
  sftBatch: 8,
  demonstrations: 64,
  helpfulWeight: 0,
  politeWeight: 2,
  adversarialLabelers: 20,
  carelessLabelers: 20,
};

function turned(name: KnobName, from: Settings): Settings {
  const knob = knobOf(name);
  const now = from[name];
  const other = () => {
    if (knob.kind === 'switch') return !now;
    if (knob.kind === 'choice') return knob.choices.find((choice) => choice !== now);
    if (knob.kind === 'integer') return Number(now) + 1 <= knob.max ? Number(now) + 1 : Number(now) - 1;
    const doubled = now === 0 ? knob.max / 2 : Number(now) * 2;
    return doubled <= knob.max ? doubled : Number(now) / 2;
  };
  return { ...from, [name]: TURNED[name] ?? other() };
}

function firstStage(name: KnobName): StageName {
  const { group } = knobOf(name);
  const known = FIRST[name] ?? STAGES.find((stage) => stage === group);
  return known ?? (group === 'optimizer' ? 'pretrain' : 'rewardModel');
}

/** What is said of a stage's training; its plan and pace are no part of it. */
function isOf(stage: StageName, event: WorkerEvent): boolean {
  if (event.type === 'microStep') return event.step.stage === stage;
  if (event.type === 'evaluation') return stage === 'evaluate';
  return (event.type === 'metrics' || event.type === 'samples') && event.stage === stage;
}

/** What each stage came to, up to the last: its weights and all that was said of it. */
async function outcomes(settings: Settings, last: StageName, start: Start): Promise<ReadonlyMap<StageName, string>> {
  const recorded = new Recorded();
  recorded.fetchBytes = readShipped;
  await recorded.send({ type: 'start', settings, backend: 'wasm', remembered: null, start, baseUrl: '' });
  const found = new Map<StageName, string>();
  for (const stage of start === 'shipped' ? [last] : STAGES.slice(0, STAGES.indexOf(last) + 1)) {
    const before = recorded.events.length;
    await recorded.run(stage);
    const said = recorded.events.slice(before).filter((event) => isOf(stage, event));
    const hash = createHash('sha256').update(JSON.stringify(said));
    const trained = TRAINED_STAGES.find((each) => each === stage);
    if (trained) hash.update(await recorded.fingerprint(trained));
    found.set(stage, hash.digest('hex'));
  }
  return found;
}

const known = new Map<string, Promise<ReadonlyMap<StageName, string>>>();

/** Runs settings once, whoever asks. */
function outcomesOf(...asked: Parameters<typeof outcomes>): Promise<ReadonlyMap<StageName, string>> {
  const key = JSON.stringify(asked);
  const run = known.get(key) ?? outcomes(...asked);
  known.set(key, run);
  return run;
}

async function pointsOf(scenario: ScenarioName, settings: Settings): Promise<readonly LabEvent[]> {
  const events: LabEvent[] = [];
  for await (const event of runScenario(scenario, new Lab(settings, readShipped))) {
    if (event.type === 'point') events.push(event);
  }
  return events;
}

beforeAll(async () => {
  await openBackend('wasm');
});

const ofStages = KNOB_NAMES.filter((name) => !(name in SCENARIO_OF) && !(name in ELSEWHERE));

describe('a knob that is turned', () => {
  it.each(ofStages)('%s changes what its stage comes to, and nothing before', async (name) => {
    const from = { ...TINY, ...BESIDE[name] };
    const first = firstStage(name);
    const start = NEEDS_ANSWERS.includes(name) ? 'shipped' : 'scratch';
    const without = await outcomesOf(from, first, start);
    const with_ = await outcomes(turned(name, from), first, start);
    for (const stage of STAGES.slice(0, STAGES.indexOf(first)))
      expect(with_.get(stage), stage).toBe(without.get(stage));
    expect(with_.get(first)).not.toBe(without.get(first));
  });

  it.each(Object.entries(SCENARIO_OF))('%s changes what the scenario %s measures', async (name, scenario) => {
    const small = {
      ...TINY,
      rewardModelSize: 'S' as const,
      bestOfNPrompts: 4,
      tamerRounds: 2,
      feedbackPerRound: 8,
      simulatedLabeler: true,
    };
    const from = { ...scenarioSettings(scenario), ...SCENARIOS[scenario].yours, ...small };
    expect(await pointsOf(scenario, turned(name as KnobName, from))).not.toEqual(await pointsOf(scenario, from));
  });

  it('is every knob there is, or is turned elsewhere', () => {
    const here = [...ofStages, ...Object.keys(SCENARIO_OF)];
    expect([...here, ...Object.keys(ELSEWHERE)].sort()).toEqual([...KNOB_NAMES].sort());
  });
});
