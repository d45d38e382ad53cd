import { describe, expect, test } from 'vitest';
import { Rng } from '../../rng';
import { PAD } from '../../world/vocabulary';
import { windowsAt } from './pretrain';
import { batchCount, batchesOfEpochs, inBatches, ROW_WIDTH, sequenceBatch } from './sequences';

describe('rows of prompt and response', () => {
  const batch = sequenceBatch(
    [
      { prompt: [10, 11], response: [12, 13, 0] },
      { prompt: [20, 21, 22], response: [0] },
    ],
    6,
  );

  test('each place predicts the next token; padding fills the right', () => {
    expect([...batch.inputs]).toEqual([10, 11, 12, 13, 0, PAD, 20, 21, 22, 0, PAD, PAD]);
    expect([...batch.targets]).toEqual([11, 12, 13, 0, PAD, PAD, 21, 22, 0, PAD, PAD, PAD]);
  });

  test('the mask marks the places before each response token, the end token’s included, the prompt’s not', () => {
    expect([...batch.mask]).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
    batch.mask.forEach((valid, i) => {
      if (valid === 1) expect([12, 13, 0]).toContain(batch.targets[i]);
    });
  });

  test('the last place is where the last token is read', () => {
    expect([...batch.lastPlace]).toEqual([4, 3]);
  });

  test('a row that is too long is refused with a sentence', () => {
    const long = { prompt: new Array<number>(ROW_WIDTH).fill(1), response: [0] };
    expect(() => sequenceBatch([long])).toThrow('A row holds at most 44 tokens, got 45.');
  });

  test('batches all have one size; what is left over is dropped', () => {
    expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(batchCount(5, 2)).toBe(2);
  });

  test('fewer items than a batch make one smaller batch, and none make none', () => {
    expect(inBatches([1, 2, 3], 8)).toEqual([[1, 2, 3]]);
    expect(inBatches([], 8)).toEqual([]);
  });

  test('epochs shuffle anew and count their steps through; what was done is left out, and the rest is what it was', () => {
    const items = [0, 1, 2, 3, 4];
    const all = [...batchesOfEpochs(items, 40, 2, new Rng(1))];
    expect(all.map(({ step }) => step)).toEqual(Array.from({ length: 80 }, (_, step) => step));
    expect(new Set(all.map(({ steps }) => steps))).toEqual(new Set([80]));
    const epochs = Array.from({ length: 40 }, (_, i) => [...all[2 * i].batch, ...all[2 * i + 1].batch]);
    for (const taken of epochs) expect(new Set(taken).size).toBe(4);
    expect(new Set(epochs.flatMap((taken) => items.filter((item) => !taken.includes(item))))).toEqual(new Set(items));
    expect([...batchesOfEpochs(items, 40, 2, new Rng(1), 3)]).toEqual(all.slice(3));
  });
});

test('windows of the corpus carry the token that follows each of theirs', () => {
  const { inputs, targets } = windowsAt(Uint16Array.of(5, 6, 7, 8, 9), [0, 2], 2);
  expect([...inputs]).toEqual([5, 6, 7, 8]);
  expect([...targets]).toEqual([6, 7, 8, 9]);
});
