/** Where the session stands, given to the page as bytes, and taken up again from them. */
import { TRAINED_STAGES } from '../../../experiment/names';
import type { Snapshot } from '../../../protocol/protocol';
import { errorEvent } from '../sentences';
import { makeWorldAhead, takeSettings } from './changeSettings';
import type { SessionParts } from './parts';
import { forgetAll } from './reset';
import { readSnapshot, writeSnapshot, type SessionState } from './snapshot';

/** Emits a snapshot; null where nothing was learned that no file of the page's own would bring back, unless `always`. */
export async function emitSnapshot({ shared, progress, rounds, runs }: SessionParts, always: boolean): Promise<void> {
  const { emit, settings, stageWeights } = shared;
  if (!stageWeights.haveLearned && !always) {
    emit({ type: 'snapshot', snapshot: null });
    return;
  }
  const saved = await runs.saved();
  const state: SessionState = {
    settings,
    ...rounds.saved(),
    standings: progress.of,
    ...stageWeights.saved(),
    runs: saved,
  };
  emit({ type: 'snapshot', snapshot: writeSnapshot(state) });
}

/** In place of all there is. What a run did since it last remembered is done again, unseen. */
export async function resume(parts: SessionParts, snapshot: Snapshot): Promise<void> {
  const { emit } = parts.shared;
  try {
    await goOnFrom(parts, readSnapshot(snapshot));
  } catch (error) {
    emit(errorEvent(error, null, false));
    emit({ type: 'resumed', stages: null });
  }
}

async function goOnFrom(parts: SessionParts, state: SessionState): Promise<void> {
  const { shared, progress, rounds, runs } = parts;
  await forgetAll(parts);
  rounds.restore(state);
  shared.stageWeights.restore(state);
  for (const run of state.runs) await runs.goOn(run);
  for (const stage of TRAINED_STAGES) progress.of[stage].restore(state.standings[stage]);
  takeSettings(shared, state.settings);
  makeWorldAhead(parts);
  shared.emit({ type: 'resumed', stages: state.runs.map(({ inputs }) => inputs.stage) });
  progress.emitAll();
}
