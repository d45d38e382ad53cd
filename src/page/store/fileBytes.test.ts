import { expect, it, vi } from 'vitest';
import { bytesOf, UnreadFile } from './fileBytes';

const file = (size: number, arrayBuffer: () => Promise<ArrayBuffer>) => ({ name: 'policy.bin', size, arrayBuffer });

it('a file is read if it has no more bytes than it may, and is not touched if it has', async () => {
  const read = vi.fn(() => Promise.resolve(new ArrayBuffer(8)));
  expect(await bytesOf(file(8, read), 8)).toHaveProperty('byteLength', 8);
  expect(read).toHaveBeenCalledTimes(1);
  const sentence = 'The file “policy.bin” was not opened. It may have at most 8 bytes, and has 9000000000.';
  await expect(bytesOf(file(9e9, read), 8)).rejects.toEqual(new UnreadFile(sentence, ''));
  expect(read).toHaveBeenCalledTimes(1);
});

it('a file that the browser cannot read is named, with what the browser says', async () => {
  const gone = () => Promise.reject(new DOMException('It was moved.', 'NotFoundError'));
  const unread = await bytesOf(file(8, gone), 8).catch((error: unknown) => error);
  expect(unread).toBeInstanceOf(UnreadFile);
  expect(unread).toMatchObject({
    message: 'The file “policy.bin” could not be read.',
    detail: 'NotFoundError: It was moved.',
  });
});
