/** Apart from the other tests of the autosave, whose writes would land in the one visit that this page is. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import { BACKEND, metricsEvent, snapshotEvent, stageEvent } from '../../../testing/workerEvents';
import { applyEvent, initialPageModel, type PageModel } from '../run/pageModel';
import { Autosave } from './autosave';
import { takeVisits } from './visits';

/** A machine with much else to do takes longer than the usual second. */
const LONG = { timeout: 4000 };

test('what a visit saved is deleted once the learner gives it up, and not before', async () => {
  const autosave = new Autosave({
    send: () => undefined,
    start: () => 'shipped',
    trainingAll: () => null,
    hasResults: () => false,
    notify: () => undefined,
  });
  let run: PageModel = initialPageModel(defaultSettings());
  const train = () => {
    const events = [BACKEND, stageEvent('running', 2), metricsEvent(1), snapshotEvent('here')];
    for (const event of events) run = applyEvent(autosave.follow(run, event), event);
  };

  train();
  await vi.waitFor(async () => expect(await takeVisits()).toHaveLength(1), LONG);
  autosave.leave();
  expect(await takeVisits()).toHaveLength(1);

  train();
  autosave.forgetVisit();
  autosave.leave();
  await vi.waitFor(async () => expect(await takeVisits()).toEqual([]), LONG);
});
