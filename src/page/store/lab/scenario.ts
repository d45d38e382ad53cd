/** The acts on the lab's scenario that also touch the page around it: its link, and what runs in the stages. */
import type { FinishedRun } from '../../../protocol/lab';
import type { ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import { text } from '../../text/text';
import { databaseChanged } from '../kept/databaseChanges';
import { keptLabRun, type KeptLabRun } from '../kept/keptLabRun';
import { pack } from '../kept/packing';
import { putRun } from '../kept/runDatabase';
import { labActions, useLab } from './lab';
import type { LabModel } from './labRun';
import { actions, notice, order, send, useStore, writeHere } from '../store';

/** Lays what a run came to beside the runs of the stages. What cannot be kept is told, and lasts as long as the tab. */
async function keep(finished: FinishedRun): Promise<void> {
  const { run } = useLab.getState();
  try {
    const { head, lines } = keptLabRun(finished);
    await putRun(head, await pack(lines.join('\n')));
    databaseChanged();
    if (useLab.getState().run === run) useLab.setState({ kept: { head, reopened: false } });
  } catch (error) {
    notice(text.runs.notKept, String(error));
  }
}

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
    labActions.run(scenario, run.backend.backend, (finished) => void keep(finished));
  },
  /** A kept run is on view again, as it stood when it was done. */
  reopen: (head: KeptLabRun, run: LabModel) => {
    labActions.reopen(head, run);
    useStore.setState({ scenario: head.scenario });
    actions.selectView('lab');
  },
};
