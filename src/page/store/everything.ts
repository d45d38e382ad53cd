/** All that a learner has made here, in one file: rankings, saved runs, and the weights that were trained. */
import { zipSync } from 'fflate';
import { TRAINED_STAGES } from '../../experiment/names';
import { text } from '../text/text';
import { download } from './download';
import { useRankings } from './label/rankings';
import { onDemand } from './onDemand';
import { autosave, notice } from './store';

const loadExports = onDemand(() => import('./label/exportRankings'));
const loadRuns = onDemand(() => Promise.all([import('./saved/runDatabase'), import('./saved/runFile')]));

type Files = Readonly<Record<string, Uint8Array>>;

async function rankings(): Promise<Files> {
  const { rankings } = useRankings.getState();
  if (rankings.length === 0) return {};
  return { 'rankings.jsonl': new Uint8Array((await loadExports()).writeRankings(rankings)) };
}

async function runs(): Promise<Files> {
  const [{ runIds, takeRun }, { fileNameOf, writeRunFile }] = await loadRuns();
  const files: Record<string, Uint8Array> = {};
  for (const [i, id] of (await runIds()).entries()) {
    const run = await takeRun(id);
    if (run) files[`runs/${i + 1}-${fileNameOf(run.head)}`] = new Uint8Array(await writeRunFile(run));
  }
  return files;
}

function weights(): Files {
  const saved = autosave.savedWeights();
  const trained = TRAINED_STAGES.flatMap((stage) => {
    const { bytes } = saved[stage] ?? {};
    return bytes === undefined ? [] : [[`weights/${stage}.safetensors`, new Uint8Array(bytes)] as const];
  });
  return Object.fromEntries(trained);
}

/** Saves it all in one file. What cannot be read is left out, and a notice says so. */
export async function saveEverything(): Promise<void> {
  const left: string[] = [];
  const orNone = (name: string) => (error: unknown) => {
    left.push(`${name} (${String(error)})`);
    return {};
  };
  const { parts } = text.broken;
  const files: Files = {
    ...(await rankings().catch(orNone(parts.rankings))),
    ...(await runs().catch(orNone(parts.runs))),
    ...weights(),
  };
  if (Object.keys(files).length > 0) download('rlhf-playground.zip', zipSync(files, { level: 0 }).slice().buffer);
  if (left.length > 0) notice(text.broken.saved(left));
  else if (Object.keys(files).length === 0) notice(text.broken.nothing);
}
