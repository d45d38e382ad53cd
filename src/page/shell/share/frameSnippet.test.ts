import { expect, it } from 'vitest';
import { Markup } from '../../../testing/markup';
import { frameSnippet } from './frameSnippet';

it('is a frame of just this address and title, whatever signs are in them', () => {
  const address = 'https://school.example/rlhf/?hide=reset+speed&lock=map&mask=on#label';
  const frame = Markup.read(frameSnippet(address, 'A "<play>" & more')).one('iframe');
  expect(frame.attribute('src')).toBe(address);
  expect(frame.attribute('title')).toBe('A "<play>" & more');
  expect(frame.attribute('allow')).toBe('clipboard-write; fullscreen');
});
