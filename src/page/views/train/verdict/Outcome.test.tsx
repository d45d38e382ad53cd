/** What is said of a run while it goes on, and aloud when it goes wrong. */
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../experiment/settings';
import { draw, hold, stubBrowser } from '../../../../testing/drawPage';
import { stageEvent } from '../../../../testing/workerEvents';
import { applyEvent, initialPageModel } from '../../../store/run/pageModel';
import { useStore } from '../../../store/store';
import { StageHead } from '../StageHead';
import type { Diagnosis } from './diagnosis';
import { Outcome } from './Outcome';
import { warningOf } from './sentence';

beforeAll(stubBrowser);

async function drawn(value: number) {
  const diagnosis: Diagnosis = {
    ailment: 'collapsed',
    metric: 'entropy',
    iteration: 7,
    first: 0.9,
    value,
    than: null,
  };
  const run = applyEvent(initialPageModel(defaultSettings()), stageEvent('running', 8));
  const putBack = hold(useStore, { run });
  try {
    const page = await draw(<Outcome stage="ppo" diagnosis={diagnosis} />);
    expect(page.at('diagnosis').text).toBe(warningOf(diagnosis));
    return page.one('[role="alert"]').text;
  } finally {
    putBack();
  }
}

it('a new value of the sick curve interrupts no reader: the alarm stays as it was', async () => {
  const alarm = await drawn(0.04);
  expect(alarm).not.toBe('');
  expect(await drawn(0.01)).toBe(alarm);
});

describe('what is said before a run came to anything', () => {
  /** The head of PPO's page, before the first step or while it runs. */
  async function said(klCoef: number, iteration: number): Promise<string> {
    const begun = stageEvent(iteration === 0 ? 'ready' : 'running', iteration);
    const run = applyEvent(initialPageModel({ ...defaultSettings(), klCoef }), begun);
    const putBack = hold(useStore, { run });
    try {
      return (await draw(<StageHead stage="ppo" diagnosis={null} />)).at('stage-head').text;
    } finally {
      putBack();
    }
  }

  it('has a KL penalty only where there is one', async () => {
    for (const iteration of [0, 8]) {
      expect(await said(0.2, iteration)).toContain('The KL penalty holds it near');
      const unheld = await said(0, iteration);
      expect(unheld).not.toContain('The KL penalty holds');
      expect(unheld).toContain('nothing holds it near');
    }
  });
});
