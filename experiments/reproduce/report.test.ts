import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { figure, onEverySeed, type Outcome, type Rows, type TableExperiment } from './experiment';
import { failures, reportOf } from './report';

const experiment: TableExperiment = {
  name: 'an example',
  question: 'Does it learn?',
  seeds: [0, 1],
  minutes: 1,
  run: () => Promise.reject(new Error('is not run')),
  expectations: [
    onEverySeed('requirement', 'the policy has more gold', (rows) => figure(rows, 'PPO', 'gold') > 0.5),
    onEverySeed('prediction', 'it stays near', (rows) => figure(rows, 'PPO', 'kl') < 1),
  ],
};

const outcome = (seed: number, rows: Rows): Outcome => ({
  table: 'an example',
  seed,
  backend: 'cpu',
  seconds: 2,
  rows,
  runs: {},
});

const first = outcome(0, { base: { gold: 0.01 }, PPO: { gold: 0.6, kl: 1.5, goldError: 0.02 } });
const second = outcome(1, { PPO: { gold: 0.4, kl: 0.5, goldError: 0.03 } });

describe('the report of a table', () => {
  it('has every seed in a cell, a dash where one lacks it, and says what became of what was expected', () => {
    expect(reportOf(experiment, 'XS', [first, second]).split('\n').slice(6)).toEqual([
      '|  | gold | KL | ± |',
      '| --- | --- | --- | --- |',
      '| base | 0.010 / – |  |  |',
      '| PPO | 0.600 / 0.400 | 1.500 / 0.500 | 0.020 / 0.030 |',
      '',
      '- requirement, **FAILS**: the policy has more gold, on every seed',
      '- prediction, **REFUTED**: it stays near, on every seed',
      '',
    ]);
  });

  it('takes a refuted prediction for a result and a requirement that fails for a failure', () => {
    expect(failures(experiment, [first, second]).map(({ says }) => says)).toEqual([
      'the policy has more gold, on every seed',
    ]);
    expect(failures(experiment, [first])).toEqual([]);
  });
});

describe('the results that are kept', () => {
  it('call networks and metrics as the page does', () => {
    const folder = new URL('../results/', import.meta.url);
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) {
      expect(readFileSync(new URL(file, folder), 'utf8'), file).not.toMatch(/\bSFT\b|prox(y|ies)|\bkl\b|[a-z][A-Z]/);
    }
  });
});
