import { expect, it } from 'vitest';
import { recordingOf } from '../../../testing/recordings';
import { savedLabRun } from './savedLabRun';
import { isSameRun } from './sameRun';

const { head } = savedLabRun({ ...recordingOf('tamer'), backend: 'wasm', begun: 1_790_000_000_000, prediction: 1 });

it('a run is the same under another name, from a file, and with its keys in another order', () => {
  expect(isSameRun(head, head)).toBe(true);
  expect(isSameRun({ ...head, id: 'another', name: 'mine', imported: true }, head)).toBe(true);
  const { version, scenario, settings, ...rest } = head;
  const reordered = { settings, ...rest, scenario, version };
  expect(Object.keys(reordered)).not.toEqual(Object.keys(head));
  expect(isSameRun(reordered, head)).toBe(true);
});

it('a run is another that began at another moment, measured something else, or was predicted otherwise', () => {
  expect(isSameRun({ ...head, begun: head.begun + 1 }, head)).toBe(false);
  expect(isSameRun({ ...head, measured: head.measured.slice(1) }, head)).toBe(false);
  expect(isSameRun({ ...head, prediction: 0 }, head)).toBe(false);
});
