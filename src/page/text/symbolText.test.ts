import { expect, it } from 'vitest';
import { partsWithSymbols, plainSymbols, symbolParts, symbolText } from './symbolText';

it('parts a symbol from its index', () => {
  expect(symbolParts('γ_ptx')).toEqual({ body: 'γ', index: 'ptx' });
  expect(symbolParts('β')).toEqual({ body: 'β', index: null });
});

it('writes a symbol with an index in three ways, and one without in one', () => {
  const forms = ['plain', 'spaced', 'short'] as const;
  expect(forms.map((form) => symbolText('γ_ptx', form))).toEqual(['γ_ptx', 'γ ptx', 'γptx']);
  expect(forms.map((form) => symbolText('β', form))).toEqual(['β', 'β', 'β']);
});

it('finds the symbols in a text, and sets none where no index can be set low', () => {
  const name = 'PPO with α_π 0.001, γ_ptx 0';
  expect(partsWithSymbols(name)).toEqual(['PPO with ', 'α_π', ' 0.001, ', 'γ_ptx', ' 0']);
  expect(plainSymbols(name)).toBe('PPO with απ 0.001, γptx 0');
  expect(partsWithSymbols('my_own name')).toEqual(['my_own name']);
});
