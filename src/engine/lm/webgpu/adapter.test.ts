import { afterEach, describe, expect, it, vi } from 'vitest';
import { openBackend } from '../backend';
import { describeAdapter } from './adapter';

describe('what an adapter says of itself', () => {
  it('is its name and whether it is software', () => {
    const info = { vendor: 'apple', architecture: 'metal-3', description: '', isFallbackAdapter: false };
    expect(describeAdapter({ info })).toEqual({ software: false, name: 'apple, metal-3' });
    expect(describeAdapter({ info: { ...info, isFallbackAdapter: true } }).software).toBe(true);
  });

  it('stands in other places in older browsers, or is not told at all', () => {
    const info = { vendor: 'google', architecture: 'swiftshader', description: '' };
    expect(describeAdapter({ info, isFallbackAdapter: true })).toEqual({ software: true, name: 'google, swiftshader' });
    expect(describeAdapter({ isFallbackAdapter: true })).toEqual({ software: true, name: '' });
    expect(describeAdapter({})).toEqual({ software: false, name: '' });
  });
});

describe('openBackend', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('refuses a software adapter with a sentence, also where the browser has no info about it', async () => {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({ isFallbackAdapter: true }) } });
    await expect(openBackend('webgpu')).rejects.toThrow('WebGPU has only a software adapter here');
  });
});
