/** Whatever knob is turned in the middle of an iteration, and however alike the answers are, a curve gets numbers alone. */
import { beforeAll, describe, expect, it } from 'vitest';
import { KNOB_NAMES, knobOf, type KnobName } from '../../../experiment/knobs';
import { openBackend } from '../../lm/backend';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import type { Settings } from '../../../experiment/settings';
import { Recorded, speechless, TINY_SETTINGS } from '../../../testing/recordedSession';

/** Long enough for every knob to be turned in two iterations of its stage; of PPO each has two updates. */
const LONG: Settings = {
  ...TINY_SETTINGS,
  pretrainSteps: 1000,
  sftEpochs: 32,
  sftBatch: 2,
  rmEpochs: 16,
  ppoIterations: 100,
  ppoEpochs: 1,
};

const liveKnobs = (stage: TrainedStage) =>
  KNOB_NAMES.filter((name) => {
    const { live = false, group } = knobOf(name);
    return live && (group === stage || group === 'optimizer');
  });

type Value = string | number | boolean;

/** Two values that differ as much as a short test allows. */
function ends(name: KnobName): readonly [Value, Value] {
  const knob = knobOf(name);
  if (knob.kind === 'switch') return [false, true];
  if (knob.kind === 'choice') return [knob.choices[0], knob.choices[1]];
  return [knob.min, knob.kind === 'integer' ? knob.min + 2 : knob.max];
}

function expectFinite(recorded: Recorded): void {
  expect(recorded.of('error')).toEqual([]);
  for (const { stage, iteration, values, errors = {} } of recorded.of('metrics')) {
    for (const [name, value] of Object.entries({ ...values, ...errors })) {
      expect(value, `${name} of ${stage} ${iteration}`).toSatisfy(Number.isFinite);
    }
  }
}

class Turned extends Recorded {
  async step(stage: TrainedStage, unit: 'micro' | 'update' | 'iteration'): Promise<void> {
    await this.send({ type: 'step', stage, unit });
    await this.session.idle();
  }

  /** One iteration, in which a knob is turned to the first value before it and to the second in its middle. */
  async turn(stage: TrainedStage, name: KnobName, [first, second]: readonly Value[]): Promise<void> {
    await this.send({ type: 'set', changes: { [name]: first } });
    await this.step(stage, stage === 'ppo' ? 'update' : 'micro');
    await this.send({ type: 'set', changes: { [name]: second } });
    await this.step(stage, 'iteration');
    await this.send({ type: 'set', changes: { [name]: LONG[name] } });
  }
}

let weights: ArrayBuffer;
beforeAll(async () => {
  await openBackend('wasm');
  weights = await (await (await new Recorded().start()).run('pretrain')).weights('pretrain');
});

describe('a metric is a finite number', () => {
  it.each(TRAINED_STAGES)('in %s, whichever of its knobs is turned in the middle of an iteration', async (stage) => {
    const recorded = await new Turned().startWith(weights, LONG);
    if (stage === 'pretrain' || stage === 'sft') await recorded.send({ type: 'reset', stage });
    if (stage === 'ppo') await recorded.run('rewardModel');
    for (const name of liveKnobs(stage)) {
      const [one, other] = ends(name);
      await recorded.turn(stage, name, [one, other]);
      await recorded.turn(stage, name, [other, one]);
    }
    expect(recorded.metrics(stage).length).toBeGreaterThanOrEqual(2 * liveKnobs(stage).length);
    expectFinite(recorded);
  });

  it('also where all answers to a prompt are alike, so that there is no pair and no advantage', async () => {
    const recorded = await new Recorded().startWith(speechless(weights), { ...TINY_SETTINGS, rmBatchPrompts: 1 });
    await recorded.run('rewardModel', 'ppo');
    expectFinite(recorded);
    expect(recorded.metrics('rewardModel')).toHaveLength(16);
    for (const { values } of recorded.metrics('rewardModel')) {
      expect(Object.keys(values).sort()).toEqual(['gradNorm', 'learningRate', 'loss']);
    }
    expect(recorded.metrics('ppo').map(({ values }) => values.responseLength)).toEqual([1, 1]);
  });
});
