/** The acts on the lab's scenario that also touch the page around it: its link, and what runs in the stages. */
import { BACKENDS } from '../../../experiment/names';
import type { FinishedRun, LabRecording } from '../../../protocol/lab';
import type { ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import { text } from '../../text/text';
import { databaseChanged } from '../saved/databaseChanges';
import { savedLabRun, type SavedLabRun } from '../saved/savedLabRun';
import { pack } from '../saved/packing';
import { putRun } from '../saved/runDatabase';
import { labActions, useLab } from './lab';
import type { LabModel } from './labRun';
import { actions, notice, runOrder, send, useStore, writeHere } from '../store';

/** Saves what a run came to beside the runs of the stages. What cannot be saved is said, and lasts as long as the tab. */
async function save(finished: FinishedRun): Promise<void> {
  const { run } = useLab.getState();
  try {
    const { head, lines } = savedLabRun(finished);
    await putRun(head, await pack(lines.join('\n')));
    databaseChanged();
    if (useLab.getState().run === run) useLab.setState({ kept: { head, reopened: false } });
  } catch (error) {
    notice(text.runs.notSaved, String(error));
  }
}

/** A recording names its machine by the backend's name and more. */
function backendOf({ backend }: LabRecording): FinishedRun['backend'] {
  return BACKENDS.find((name) => backend.startsWith(text.backends[name])) ?? 'cpu';
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
    runOrder.order(null);
    send({ type: 'pause' });
    labActions.run(scenario, run.backend, (finished) => void save(finished), notice);
  },
  /** Plays the recording; what was predicted of it is kept among the runs. */
  play: (atOnce: boolean) => {
    const { scenario } = useStore.getState();
    if (!scenario) return;
    void labActions.playRecording(scenario, atOnce, (recording, guess) => {
      const about = { backend: backendOf(recording), begun: Date.now(), recorded: true } as const;
      void save({ ...recording, ...guess, ...about });
    });
  },
  /** Shows a saved run again, as it was when it was done. */
  reopen: (head: SavedLabRun, run: LabModel) => {
    labActions.reopen(head, run);
    useStore.setState({ scenario: head.scenario });
    actions.selectView('lab');
  },
};
