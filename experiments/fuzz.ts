/**
 * Hostile input at every door of the page, seeded: links, every kind of file, and what is typed. `npm run fuzz`, or
 * `npm run fuzz -- --door runs --seed 7 --from 41 --times 1` for one input again. Nothing may break, hang for a second or
 * be let in that does not hold, and every refusal is a sentence that names the place. Exits with 1 when something does.
 * Takes about a minute.
 */
import { tryDoor, type Fault } from '../src/testing/hostile/door';
import { DOORS } from '../src/testing/hostile/doors';
import { BadOption, namesOf, parseOptions } from './commandLine';

const TIMES = { links: 12_000, others: 3000 };
/** The process with all that vite-node holds needs a third of it. */
const MOST_MEGABYTES = 1500;
/** Faults told of each door. */
const TOLD = 8;

const COLUMNS = [10, 8, 9, 8, 12, 12] as const;
const row = (...cells: readonly (string | number)[]) =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(COLUMNS[i]) : String(cell).padStart(COLUMNS[i]))).join(''),
  );

async function fuzz(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), {
    door: { type: 'string' },
    seed: { type: 'string', default: '0' },
    from: { type: 'string', default: '0' },
    times: { type: 'string' },
  });
  const names = DOORS.map(({ name }) => name);
  const wanted = options.door === undefined ? names : namesOf('door', options.door, names);

  const faults: (Fault & { readonly door: string })[] = [];
  row('door', 'tried', 'refused', 'faults', 'slowest ms', 'memory MB');
  for (const door of DOORS.filter(({ name }) => wanted.includes(name))) {
    const times = Number(options.times ?? (door.name === 'links' ? TIMES.links : TIMES.others));
    const trial = await tryDoor(door, times, Number(options.seed), Number(options.from));
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    const found = [...trial.faults];
    if (megabytes > MOST_MEGABYTES) found.push({ nth: -1, what: `It took ${megabytes} MB of memory.` });
    row(door.name, times, trial.refused, found.length, Math.round(trial.slowestMilliseconds), megabytes);
    for (const { nth, what } of found.slice(0, TOLD)) console.log(`  ${nth < 0 ? 'all' : `--from ${nth}`}: ${what}`);
    faults.push(...found.map((fault) => ({ ...fault, door: door.name })));
  }
  console.log(faults.length === 0 ? '\nNo fault.' : `\n${faults.length} faults.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

try {
  await fuzz();
} catch (error) {
  if (!(error instanceof BadOption)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
