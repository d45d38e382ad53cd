import { expect, it } from 'vitest';
import { fetchBytes } from '../engine/worker/fetchBytes';
import { answerFromInside } from './answerFromInside';

const FILES = { 'recordings/cards.json': 'data:;base64,AQID' };
const answer = answerFromInside(FILES, fetch);

const bytesOf = async (response: Response) => [...new Uint8Array(await response.arrayBuffer())];

it('answers with what it holds, wherever the page lies', async () => {
  expect(await answer('file:///E:/class/recordings/cards.json').then(bytesOf)).toEqual([1, 2, 3]);
  expect(await answer(new URL('https://a.example/recordings/cards.json')).then(bytesOf)).toEqual([1, 2, 3]);
});

it('leaves data: addresses to the browser', async () => {
  expect(await answer('data:;base64,BA==').then(bytesOf)).toEqual([4]);
});

it('names what it does not hold', async () => {
  globalThis.fetch = answer;
  await expect(fetchBytes(new URL('file:///E:/checkpoints/M/base.safetensors'))).rejects.toThrow(
    /sizes XS and S alone, and not M\/base\.safetensors/,
  );
});
