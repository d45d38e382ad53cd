/**
 * The reference vectors of golden/golden.json (or of the file named by GOLDEN) against our own functions. Ends with a
 * table of every case with its largest error on each backend, and of all that is not covered, with the reason.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../engine/lm/backend';
import { NODE_ROOMS } from '../tinyModel';
import { ALGORITHM_CASES } from './algorithmCases';
import { FEEDBACK_CASES } from './feedbackCases';
import { compareCase, type Deviation, type Golden } from './goldenFile';
import { networkCases } from './networkCases';
import { OPTIMIZER_CASES } from './optimizerCases';
import { PPO_CASES } from './ppoCases';
import { REWARD_MODEL_CASES } from './rewardModelCases';
import { TOKEN_CASES } from './tokenCases';

const golden = JSON.parse(readFileSync(process.env.GOLDEN ?? 'golden/golden.json', 'utf8')) as Golden;
/** A few operations each, which float32 computes far better than a whole network: a quarter of the tolerance is enough. */
const fewOperations = Object.entries({ ...TOKEN_CASES, ...REWARD_MODEL_CASES, ...PPO_CASES, ...OPTIMIZER_CASES });
const tightened = Object.fromEntries(fewOperations.map(([name, one]) => [name, { ...one, tightened: 0.25 }]));
const covered = { ...tightened, ...ALGORITHM_CASES, ...FEEDBACK_CASES, ...networkCases(golden) };
/** Cases that no function of ours answers. */
const UNCOVERED_CASES: Readonly<Record<string, string>> = {
  adaptive_kl_controller: 'the KL coefficient is fixed, as in InstructGPT',
  running_moments: 'scores are not scaled by running moments',
};
const worst = new Map<string, Deviation>();

describe.each(Object.entries(NODE_ROOMS))('golden vectors on %s', (room, [backend, plain]) => {
  beforeAll(async () => {
    await openBackend(backend, { plain });
  });

  test.each(Object.entries(covered))('%s', async (name, coveredCase) => {
    const comparison = await compareCase(golden, name, coveredCase, golden.meta.tolerances.float32);
    worst.set(`${room} ${name}`, comparison.worst);
  });
});

test('every case of the file is covered or listed with a reason, and no case is listed that is not there', () => {
  const known = [...Object.keys(covered), ...Object.keys(UNCOVERED_CASES)];
  expect(known.sort()).toEqual(Object.keys(golden.cases).sort());
});

afterAll(() => {
  const rooms = Object.keys(NODE_ROOMS);
  const cell = (room: string, name: string) => {
    const found = worst.get(`${room} ${name}`);
    return (found ? `${found.error.toExponential(1)} (${(100 * found.share).toFixed(1)} %)` : 'FAILED').padEnd(18);
  };
  const lines = [
    'Largest error of each case, in brackets its share of the tolerance (WebGPU: e2e/engine/golden.webgpu.spec.ts)',
    ['case'.padEnd(32), ...rooms.map((room) => room.padEnd(18)), 'where, fused'].join(''),
    ...Object.keys(covered).map((name) =>
      [name.padEnd(32), ...rooms.map((room) => cell(room, name)), worst.get(`wasm, fused ${name}`)?.what].join(''),
    ),
    '',
    'Not covered',
    ...Object.entries(UNCOVERED_CASES).map(([name, reason]) => `${name.padEnd(32)}${reason}`),
    '',
    'Parts of covered cases that are not ours',
    ...Object.entries(covered).flatMap(([name, { notOurs = {} }]) =>
      Object.entries(notOurs).map(([part, reason]) => `${`${name} / ${part}`.padEnd(78)}${reason}`),
    ),
  ];
  console.log(lines.join('\n'));
});
