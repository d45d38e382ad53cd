/** One seed of one experiment in a process of its own: `reproduce.ts` starts it. Progress goes to standard output. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { openBackend } from '../src/engine/lm/backend';
import type { BackendName, Size } from '../src/experiment/names';
import { startDawn } from './dawn/startDawn';
import type { Outcome } from './reproduce/experiment';
import { jobFile, KEPT, WEIGHTS } from './reproduce/kept';
import { Shelf } from './reproduce/shelf';
import { Study } from './reproduce/study';
import { TABLES } from './reproduce/tables';

const [name = '', size, seedText, backend] = process.argv.slice(2) as [string, Size, string, BackendName];
const seed = Number(seedText);
const experiment = TABLES.find((table) => table.name === name);
if (!experiment) throw new Error(`There is no table "${name}".`);

if (backend === 'webgpu') await startDawn();
const { device } = await openBackend(backend, { allowSoftwareAdapter: true });
const begun = performance.now();
const study = new Study(size, seed, (line) => console.log(line), new Shelf(WEIGHTS));
const rows = await experiment.run(study);
const seconds = (performance.now() - begun) / 1000;
const outcome: Outcome = { table: name, seed, backend: `${backend}, ${device}`, seconds, rows, runs: study.runs };

const file = jobFile({ table: name, size, seed });
await mkdir(KEPT, { recursive: true });
await writeFile(`${file}.unfinished`, JSON.stringify(outcome));
await rename(`${file}.unfinished`, file);
process.exit(0);
