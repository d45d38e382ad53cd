/** Changes of the learner's settings, and what must be made anew after them. */
import { changeSettings, type Settings } from '../../../experiment/settings';
import type { Command } from '../../../protocol/protocol';
import type { Shared } from '../stages/shared';
import { haveOneWorld } from '../stages/worlds';
import { changeMarks } from './changeMarks';
import type { SessionParts } from './parts';
import { forgetAll, resetStage } from './reset';

/** Makes these the settings of the session, and sends them to the page. */
export function takeSettings(shared: Shared, settings: Settings): void {
  shared.settings = settings;
  shared.emit({ type: 'settings', settings, turn: shared.turn });
}

/** The world takes a moment to make: it is made before the first Run asks for it. */
export function makeWorldAhead({ shared, turns, labeling }: SessionParts): void {
  void turns.take(() => {
    shared.emit({ type: 'labelers', figures: shared.worlds.figures(shared.settings) });
    labeling.emitAgreement();
    return Promise.resolve();
  });
}

/** Turns knobs. Weights that no longer fit are forgotten; a stage that runs gets a mark for each knob that acts on it. */
export async function changeKnobs(parts: SessionParts, command: Extract<Command, { type: 'set' }>): Promise<void> {
  const { shared, labeling, runs, progress } = parts;
  const before = shared.settings;
  const after = changeSettings(before, command.changes);
  shared.turn = command.turn ?? shared.turn;
  takeSettings(shared, after);
  if (!haveOneWorld(before, after)) makeWorldAhead(parts);
  if (after.size !== before.size) await forgetAll(parts);
  else if (after.rewardModelSize !== before.rewardModelSize) {
    await labeling.stop();
    await resetStage(parts, 'ppo');
    await resetStage(parts, 'rewardModel');
  }
  for (const { stage, change } of changeMarks(before, after).filter((mark) => runs.has(mark.stage))) {
    shared.emit({ type: 'changed', stage, iteration: progress.of[stage].iteration, change });
  }
}
