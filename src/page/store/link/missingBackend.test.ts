import { expect, test } from 'vitest';
import type { WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import { missingBackend } from './missingBackend';

const timings = [{ backend: 'webgpu', millisecondsPerStep: null, reason: 'There is no adapter.' }] as const;
const ON_WASM: WorkerEvent = {
  type: 'backend',
  report: { backend: 'wasm', device: '', timings, chosenBy: 'fallback' },
};

test('a link that asks for a backend which does not work here learns why, and what the page trains on', () => {
  const { webgpu, wasm } = text.backends;
  expect(missingBackend(ON_WASM, 'webgpu')).toEqual([
    text.notices.backendMissing(webgpu, 'There is no adapter.', wasm),
  ]);
});

test.each(['auto', 'wasm'] as const)('a link that asks for %s gets what it asks for', (wanted) => {
  expect(missingBackend(ON_WASM, wanted)).toEqual([]);
});
