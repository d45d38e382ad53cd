import { expect, test } from 'vitest';
import { findTorch, torchOf, torchSentence } from './python';

const PROBE = { status: 1, signal: null, stdout: '', stderr: '' };

const WARNING = 'UserWarning: Failed to initialize NumPy';

test('a Python that is not there is told from one that fails', () => {
  expect(findTorch('/nowhere/python')).toEqual({ fault: '/nowhere/python is not there.' });
});

test.each([
  ["ModuleNotFoundError: No module named 'torch'"],
  ['OSError: libcudart.so.13: cannot open shared object file: No such file or directory'],
  ['Python 3.10 or newer is needed, this is 3.9.'],
])('a Python that fails says why: %s', (reason) => {
  const stderr = `${WARNING}\nTraceback (most recent call last):\n  File "lane.py", line 15\n${reason}\n\n`;
  expect(torchSentence(torchOf('python3', { ...PROBE, stderr }))).toBe(
    `PyTorch does not take part: python3 says "${reason}". TORCH_PYTHON may name another Python.`,
  );
});

test('one that says nothing is known by its end', () => {
  expect(torchOf('python3', PROBE)).toEqual({ fault: 'python3 ended with exit code 1.' });
  expect(torchOf('python3', { ...PROBE, status: null, signal: 'SIGILL' })).toEqual({
    fault: 'python3 was ended by SIGILL.',
  });
  const error = Object.assign(new Error('spawnSync python3 EACCES'), { code: 'EACCES' });
  expect(torchOf('python3', { ...PROBE, status: null, error })).toEqual({
    fault: 'python3 does not start: spawnSync python3 EACCES.',
  });
});

test('PyTorch without its compiler says why', () => {
  const found = (compileFault: string | null) =>
    torchOf('python3', { ...PROBE, status: 0, stdout: JSON.stringify({ version: '2.15', compileFault }) });
  expect(torchSentence(found(null))).toBe('PyTorch 2.15 takes part.');
  expect(torchSentence(found('InvalidCxxCompiler: No working C++ compiler found'))).toBe(
    'PyTorch 2.15 takes part. torch.compile does not work here: it says "InvalidCxxCompiler: No working C++ compiler found".',
  );
});
