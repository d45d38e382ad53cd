/** Recorded runs of scenarios: fetched from the page's own folder, unpacked, and played as if they happened now. */
import type { LabEvent, LabRecording } from '../../../protocol/lab';
import type { ScenarioName } from '../../../experiment/scenarios';
import { readSettings } from '../../../experiment/settings';
import { isPacked, unpack } from '../saved/packing';

/** Reads a recording's text; knobs that came after it was made stand at their defaults. */
export function readRecording(text: string): LabRecording {
  const recording = JSON.parse(text) as LabRecording;
  return { ...recording, settings: readSettings(recording.settings).settings };
}

/** Throws with a sentence when the file cannot be had. Some servers unpack it on the way. */
export async function fetchRecording(scenario: ScenarioName, baseUrl: string): Promise<LabRecording> {
  const address = new URL(`recordings/${scenario}.recording`, baseUrl);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname} was not found (status ${response.status}).`);
  const bytes = await response.arrayBuffer();
  const unpacked = isPacked(bytes) ? await unpack(bytes) : new TextDecoder().decode(bytes);
  return readRecording(unpacked);
}

const FRAMES_PER_SECOND = 10;

/**
 * Plays the events one after another over `milliseconds`; 0 plays all at once. Waits while it is held. Returns how
 * to stop.
 */
export function play(
  events: readonly LabEvent[],
  milliseconds: number,
  tell: (events: readonly LabEvent[]) => void,
  isHeld: () => boolean,
): () => void {
  const frames = Math.max(1, Math.round((milliseconds / 1000) * FRAMES_PER_SECOND));
  const atOnce = Math.ceil(events.length / frames);
  let told = 0;
  const tellSome = () => {
    if (isHeld()) return;
    tell(events.slice(told, told + atOnce));
    told += atOnce;
    if (told >= events.length) clearInterval(timer);
  };
  const timer = setInterval(tellSome, 1000 / FRAMES_PER_SECOND);
  tellSome();
  return () => clearInterval(timer);
}
