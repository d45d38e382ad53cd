import { expect, it } from 'vitest';
import { KNOB_NAMES, knobOf } from '../../experiment/knobs';
import { draw } from '../../testing/drawPage';
import { Symbols } from './Symbols';

it('sets the index of every knob’s symbol low, wherever it stands, and nothing else', async () => {
  const symbols = KNOB_NAMES.flatMap((name) => knobOf(name).symbol ?? []);
  const indexed = symbols.filter((symbol) => symbol.includes('_'));
  expect(indexed.length).toBeGreaterThan(1);
  const page = await draw(<p>{<Symbols>{symbols.map((symbol) => `${symbol} 0 → 1`).join(', ')}</Symbols>}</p>);
  expect(page.texts('sub')).toEqual(indexed.map((symbol) => symbol.split('_')[1]));
  expect(page.text).toBe(symbols.map((symbol) => `${symbol.replace('_', '')} 0 → 1`).join(', '));
});

it('leaves names alone in which a symbol only occurs', async () => {
  const page = await draw(<p>{<Symbols>my γ_ptxes_2 run</Symbols>}</p>);
  expect(page.text).toBe('my γ_ptxes_2 run');
});
