import { expect, test } from 'vitest';
import { letStrayFilesGo } from './strayFiles';

/** What becomes of something that is dragged over a page, or dropped on it. */
function drag(kind: 'dragover' | 'drop', types: readonly string[], isTaken = false) {
  const page = new EventTarget();
  letStrayFilesGo(page);
  const event = Object.assign(new Event(kind, { cancelable: true }), { dataTransfer: { types, dropEffect: 'copy' } });
  if (isTaken) event.preventDefault();
  page.dispatchEvent(event);
  return { isOurs: event.defaultPrevented, effect: event.dataTransfer.dropEffect };
}

test.each(['dragover', 'drop'] as const)('a file that nobody takes does not replace the page (%s)', (kind) => {
  expect(drag(kind, ['Files'])).toEqual({ isOurs: true, effect: 'none' });
});

test('a file that somebody takes, and text that is dragged, are left alone', () => {
  expect(drag('dragover', ['Files'], true).effect).toBe('copy');
  expect(drag('drop', ['text/plain'])).toEqual({ isOurs: false, effect: 'copy' });
});
