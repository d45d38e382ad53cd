/** What is said aloud while a run goes wrong. */
import { beforeAll, expect, it } from 'vitest';
import { defaultSettings } from '../../../../experiment/settings';
import { draw, hold, stubBrowser } from '../../../../testing/drawPage';
import { stageEvent } from '../../../../testing/workerEvents';
import { applyEvent, initialPageModel } from '../../../store/run/pageModel';
import { useStore } from '../../../store/store';
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
