import { describe, expect, test } from 'vitest';
import { BadOption } from '../commandLine';
import { tableFile } from './kept';
import { planOf } from './options';
import { TABLES } from './tables';

describe('the options of the reproduction', () => {
  test('ask for tables in their own order, each on its own seeds unless others are given', () => {
    const plan = planOf(['--table', 'wording,pipeline']);
    expect(plan?.tables.map(({ experiment, seeds }) => [experiment.name, seeds])).toEqual([
      ['pipeline', TABLES[0]?.seeds],
      ['wording', TABLES.find(({ name }) => name === 'wording')?.seeds],
    ]);
    expect(plan).toMatchObject({ size: 'S', backend: 'wasm', fresh: false });
    expect(planOf(['--table', 'all'])?.tables.map(({ experiment }) => experiment)).toEqual(TABLES);
  });

  test('give each seed once', () => {
    expect(planOf(['--seeds', '4, 5,4'])?.tables[0]?.seeds).toEqual([4, 5]);
  });

  test('may ask for help', () => {
    expect(planOf(['--help', '--seeds', 'x'])).toBeNull();
  });

  test.each([
    [['--fresh', '--seeds', 'x'], '--seeds takes whole numbers of up to nine digits with commas, got x.'],
    [['--seeds', ''], 'commas, got nothing.'],
    [['--seeds', '1,'], 'commas, got 1,.'],
    [['--seeds', '-1'], "'--seeds' argument is ambiguous"],
    [['--seeds=-1'], 'commas, got -1.'],
    [['--seeds', '1e3'], 'commas, got 1e3.'],
    [['--seeds', '99999999999999999999'], 'commas, got 99999999999999999999.'],
    [['--size', 'XL'], '--size takes one of XS, S, M, got XL.'],
    [['--backend', ''], '--backend takes one of webgpu, wasm, cpu, got nothing.'],
    [['--table', 'pipeline,figure2'], ', wording, got figure2.'],
    [['--sede', '1'], "Unknown option '--sede'."],
  ])('%j are refused with a sentence', (args, sentence) => {
    expect(() => planOf(args)).toThrow(BadOption);
    expect(() => planOf(args)).toThrow(sentence);
  });
});

test('a table on other seeds than its own lies beside the whole one', () => {
  const [pipeline] = TABLES;
  if (!pipeline) throw new Error('There are tables.');
  const whole = tableFile(pipeline, 'S', pipeline.seeds);
  expect(whole).toMatch(/\/pipeline-S\.md$/);
  expect(tableFile(pipeline, 'S', [...pipeline.seeds].reverse())).toBe(whole);
  expect(tableFile(pipeline, 'S', [1])).toMatch(/\/pipeline-S-seeds-1\.md$/);
  expect(tableFile(pipeline, 'S', [0, 1, 2, 3])).toMatch(/\/pipeline-S-seeds-0-1-2-3\.md$/);
});
