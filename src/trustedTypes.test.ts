import { beforeAll, expect, it, vi } from 'vitest';
import { RULES } from './trustedTypes';

beforeAll(() => {
  vi.stubGlobal('location', { href: 'https://school.example/rlhf/', origin: 'https://school.example' });
});

it('takes no string as markup, but lets an element be cleared', () => {
  expect(RULES.createHTML('')).toBe('');
  expect(RULES.createHTML('<b>bold</b>')).toBeNull();
});

it("takes scripts of the page's own origin alone", () => {
  const own = ['assets/engine.worker.js', 'https://school.example/rlhf/serviceWorker.js'];
  expect(own.map(RULES.createScriptURL)).toEqual(own);
  const foreign = ['https://cdn.example/worker.js', '//cdn.example/a.js', 'data:text/javascript,1', 'blob:null/1'];
  expect(foreign.map(RULES.createScriptURL)).toEqual(foreign.map(() => null));
});
