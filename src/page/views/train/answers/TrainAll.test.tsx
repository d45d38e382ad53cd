/** While all four stages are trained the page says which is at work, or that it waits. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ControlName } from '../../../../experiment/controls';
import type { StageStatus } from '../../../../experiment/names';
import { defaultSettings } from '../../../../experiment/settings';
import { draw, hold, stubBrowser } from '../../../../testing/drawPage';
import { BACKEND, stageEvent } from '../../../../testing/workerEvents';
import { applyEvent, initialPageModel } from '../../../store/run/pageModel';
import type { PageState } from '../../../store/pageState';
import { useStore } from '../../../store/store';
import { TrainAll, TrainingAll } from './TrainAll';

beforeAll(stubBrowser);

async function drawn(status: StageStatus, more: Partial<PageState> = {}) {
  const event = stageEvent(status, 3, { stage: 'sft', secondsLeft: status === 'running' ? 20 : null });
  const run = [BACKEND, event].reduce(applyEvent, initialPageModel(defaultSettings()));
  const putBack = hold(useStore, { run, trainingAll: 'sft', ...more });
  try {
    return await draw(<TrainingAll />);
  } finally {
    putBack();
  }
}

const GO_ON = '[data-testid="go-on-training-all"]';

describe('training all four', () => {
  it.each(['running', 'ready', 'done'] as const)('says that it trains, also between two stages: %s', async (status) => {
    const page = await drawn(status);
    expect(page.at('training-all').text).toContain('Training all four: stage 2 of 4');
    expect(page.at('stop-training-all').text).toBe('Stop after this stage');
    expect(page.has(GO_ON)).toBe(false);
  });

  it('says that it is paused, and offers to go on or to stop there', async () => {
    const page = await drawn('paused');
    expect(page.at('training-all').text).toContain('Training all four is paused at stage 2 of 4.');
    expect(page.at('go-on-training-all').attribute('disabled')).toBeNull();
    expect(page.at('stop-training-all').text).toBe('Stop here');
  });

  it('has nothing to go on with while the worker is lost, or where a link hides running', async () => {
    expect((await drawn('paused', { comingBack: true })).at('go-on-training-all').attribute('disabled')).toBe('');
    const restrictions = { hidden: ['run'], locked: [] } as const;
    expect((await drawn('paused', { restrictions })).has(GO_ON)).toBe(false);
  });

  it.each(['run', 'fromNothing'] as const)('is not offered where a link hides a part of it: %s', async (name) => {
    const offered = async (hidden: readonly ControlName[]) => {
      const putBack = hold(useStore, { trainingAll: null, restrictions: { hidden, locked: [] } });
      try {
        return (await draw(<TrainAll />)).has('[data-testid="train-all"]');
      } finally {
        putBack();
      }
    };
    expect(await offered([])).toBe(true);
    expect(await offered([name])).toBe(false);
  });

  it('is not told of when one stage alone was asked for', async () => {
    expect((await drawn('running', { trainingAll: null })).has('div')).toBe(false);
  });
});
