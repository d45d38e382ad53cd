/** The acts on the lab's scenario that also touch the page around it: its link, and what runs in the stages. */
import type { ScenarioName } from '../scenarios';
import type { Settings } from '../settings';
import { labActions } from './lab';
import { order, send, useStore, writeHere } from './store';

export const scenarioActions = {
  /** Null: back to the list. */
  select: (scenario: ScenarioName | null) => {
    if (scenario) labActions.open(scenario);
    else labActions.stop();
    useStore.setState({ scenario });
    writeHere();
  },
  change: (changes: Partial<Settings>) => {
    labActions.change(changes);
    writeHere();
  },
  /** A scenario has the machine to itself: what runs in the stages pauses. */
  run: () => {
    const { scenario, run } = useStore.getState();
    if (!scenario || !run.backend) return;
    order(null);
    send({ type: 'pause' });
    labActions.run(scenario, run.backend.backend);
  },
};
