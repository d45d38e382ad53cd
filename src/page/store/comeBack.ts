/** The acts that go back to where training stood: on the last visit, or in a worker that was lost. */
import type { LastVisit } from './saved/lastVisit';
import type { Unfinished } from './saved/records';
import { allStages, autosave, live, restart, runOrder, setLive, startWorker, useStore } from './store';

const { getState: get, setState: set } = useStore;

/** The stage at which the training of all four stood; null: they were not on their way, or it had not begun. */
export function plannedStage({ trainingAll = null, stages }: Pick<Unfinished, 'trainingAll' | 'stages'>) {
  const begun = stages.some(({ stage, iteration, iterations }) => stage === trainingAll && iteration < iterations);
  return begun ? trainingAll : null;
}

export const comeBackActions = {
  /** Takes over what the last visit saved: its settings, where its stages stood, or the weights of those that it trained. */
  toLastVisit: (lastVisit: LastVisit) => {
    const { page, view, comingBack } = get();
    const { session, snapshot } = lastVisit;
    const visit = snapshot?.unfinished ?? session;
    if (!visit || comingBack) return;
    set({ run: { ...live(), settings: visit.settings }, replay: null, comingBack: snapshot !== null });
    const backend = snapshot && page.backend === 'auto' ? snapshot.unfinished.backend : page.backend;
    // The desk shows what the rankings came to.
    restart({ ...page, start: visit.start }, backend, view === 'label' ? view : undefined);
    const plan = snapshot && plannedStage(snapshot.unfinished);
    if (plan) allStages.resume(plan);
    autosave.goBackToVisit(lastVisit);
  },
  /** Goes on, after the worker was lost, in a fresh one from where it last stood; what ran runs on. */
  toLostWorker: () => {
    const there = autosave.returnPoint();
    const { page, view } = get();
    if (there === null) {
      restart(page, page.backend, view);
      return;
    }
    setLive({ ...live(), stopped: null, backend: null });
    set({ comingBack: true });
    startWorker(page.backend, runOrder.ordered());
    autosave.goBackTo(there);
  },
};
