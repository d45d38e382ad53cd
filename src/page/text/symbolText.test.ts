import { expect, it } from 'vitest';
import { symbolParts, symbolText } from './symbolText';

it('parts a symbol from its index', () => {
  expect(symbolParts('γ_ptx')).toEqual({ body: 'γ', index: 'ptx' });
  expect(symbolParts('β')).toEqual({ body: 'β', index: null });
});

it('writes a symbol with an index in three ways, and one without in one', () => {
  const forms = ['plain', 'spaced', 'short'] as const;
  expect(forms.map((form) => symbolText('γ_ptx', form))).toEqual(['γ_ptx', 'γ ptx', 'γptx']);
  expect(forms.map((form) => symbolText('β', form))).toEqual(['β', 'β', 'β']);
});
