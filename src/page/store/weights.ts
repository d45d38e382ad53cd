/** The acts on the stages' weights: opened as they ship or from a file, saved, or all begun from nothing. */
import type { TrainedStage } from '../../experiment/names';
import { LARGEST_WEIGHTS } from '../../formats/safetensors';
import { bytesOf, UnreadFile, type ChosenFile } from './fileBytes';
import { fromNothing } from './link/link';
import { autosave, notice, restart, send, unlessDropping, useStore } from './store';

const { getState: get } = useStore;

export const weightActions = {
  openShipped: () => {
    unlessDropping({ type: 'startAnew' }, () => send({ type: 'openShipped', size: get().run.settings.size }));
  },
  openFile: async (stage: TrainedStage, file: ChosenFile) => {
    try {
      const bytes = await bytesOf(file, LARGEST_WEIGHTS);
      unlessDropping({ type: 'openFile', stage }, () => {
        autosave.saveNow(stage);
        send({ type: 'openFile', stage, name: file.name, bytes });
      });
    } catch (error) {
      if (!(error instanceof UnreadFile)) throw error;
      notice(error.message, error.detail, stage);
    }
  },
  saveFile: (stage: TrainedStage) => {
    send({ type: 'saveFile', stage });
  },
  saveModelFolder: (stage: TrainedStage) => send({ type: 'saveModelFolder', stage }),
  saveDataSet: (stage: TrainedStage) => send({ type: 'saveDataSet', stage }),
  startFromNothing: () => {
    unlessDropping({ type: 'startAnew' }, () => restart(fromNothing(get().page)));
  },
};
