/** Follows the browser's Back and Forward, and links into the open page: they lead to a place in it; knobs stay as they are. */
import { labActions } from './lab/lab';
import { readLink } from './link/link';
import { arrival, type Place } from './link/place';
import { arriveAt, placeOf, show, useStore } from './store';

const { getState: get, setState: set } = useStore;

/** The place that the address names, and what it changes of the scenario's settings. */
function named() {
  const { view, page, scenario, scenarioChanges } = readLink(false);
  return { place: { view, stage: page.stage, pane: page.pane, scenario }, scenarioChanges };
}

/** A scenario that is on view already stays as it is. */
function openScenario({ view, scenario }: Place, changes: ReturnType<typeof named>['scenarioChanges']): void {
  if (view !== 'lab' || scenario === get().scenario) return;
  if (scenario) labActions.open(scenario, changes);
  else labActions.stop();
  set({ scenario });
}

function followAddress(): void {
  const { place: wanted, scenarioChanges } = named();
  const place = arrival(wanted, placeOf(get()), get().restrictions);
  openScenario(place, scenarioChanges);
  // A question that was asked elsewhere is taken back.
  set({ page: { ...get().page, pane: place.pane }, confirming: null });
  arriveAt(place);
  show(place.view, place.stage);
}

export function followBackAndForward(): void {
  addEventListener('popstate', followAddress);
}
