/** Which ways lead on from a run that is over, where a link restricts them. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { TrainedStage } from '../../../../experiment/names';
import { changeSettings, defaultSettings, type Settings } from '../../../../experiment/settings';
import { draw, hold, stubBrowser } from '../../../../testing/drawPage';
import { stageEvent } from '../../../../testing/workerEvents';
import type { Restrictions } from '../../../store/link/restrictions';
import { applyEvent, initialPageModel } from '../../../store/run/pageModel';
import { useStore } from '../../../store/store';
import { GoOn } from './GoOn';

beforeAll(stubBrowser);

interface Ended {
  readonly restricted?: Partial<Restrictions>;
  readonly changes?: Partial<Settings>;
}

async function drawn(stage: TrainedStage, { restricted = {}, changes = { klCoef: 1 } }: Ended) {
  const settings = changeSettings(defaultSettings(), changes);
  const run = applyEvent(initialPageModel(settings), stageEvent('done', 9, { stage }));
  const putBack = hold(useStore, { run, restrictions: { hidden: [], locked: [], ...restricted } });
  try {
    return await draw(<GoOn stage={stage} sick />);
  } finally {
    putBack();
  }
}

const has = async (name: string, stage: TrainedStage, ended: Ended) =>
  (await drawn(stage, ended)).has(`[data-testid="${name}"]`);

describe('what runs again', () => {
  it.each(['mend', 'without-penalty'])('is offered where it is free to run and its knob is free: %s', async (way) => {
    expect(await has(way, 'ppo', {})).toBe(true);
    for (const name of ['run', 'klCoef'] as const) {
      expect(await has(way, 'ppo', { restricted: { hidden: [name] } })).toBe(false);
      expect(await has(way, 'ppo', { restricted: { locked: [name] } })).toBe(false);
    }
  });

  it('sets all turned knobs back or none: one that is locked would stay', async () => {
    const changes = { klCoef: 1, gamma: 0.5 };
    expect(await has('mend', 'ppo', { changes })).toBe(true);
    expect(await has('mend', 'ppo', { changes, restricted: { locked: ['gamma'] } })).toBe(false);
    expect(await has('mend', 'ppo', { changes, restricted: { locked: ['lambda'] } })).toBe(true);
  });

  it('runs no next stage where running is hidden', async () => {
    expect(await has('go-on', 'sft', {})).toBe(true);
    expect(await has('go-on', 'sft', { restricted: { hidden: ['run'] } })).toBe(false);
    expect((await drawn('sft', { restricted: { locked: ['run'] } })).has('[data-testid="locked-run"]')).toBe(true);
  });
});
