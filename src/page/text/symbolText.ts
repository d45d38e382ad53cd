/**
 * How a symbol is written where it stands in plain text. The convention (`experiment/knobs/knob.ts`): what follows an
 * underscore is an index, "γ_ptx", which only markup can set low (`ui/Sub.tsx`).
 */
import { KNOB_NAMES, knobOf } from '../../experiment/knobs';

/** `plain`: "γ_ptx"; `spaced`, to be read aloud: "γ ptx"; `short`, where there is little room: "γptx". */
export type SymbolForm = 'plain' | 'spaced' | 'short';

const SEPARATORS: Readonly<Record<SymbolForm, string>> = { plain: '_', spaced: ' ', short: '' };

/** The symbol itself and its index; null without one. */
export function symbolParts(symbol: string): { readonly body: string; readonly index: string | null } {
  const [body, index = null] = symbol.split('_');
  return { body, index };
}

const INDEXED = KNOB_NAMES.flatMap((name) => knobOf(name).symbol ?? []).filter((symbol) => symbol.includes('_'));
/** No longer name that only begins so. */
const SYMBOL = new RegExp(`(${[...new Set(INDEXED)].join('|')})(?![\\p{L}\\d_])`, 'u');

/** A text with its indexed symbols apart, in order: what stands at an odd place is a symbol. */
export function partsWithSymbols(words: string): readonly string[] {
  return words.split(SYMBOL);
}

/** A text whose symbols stand where no index can be set low. */
export function plainSymbols(words: string): string {
  return partsWithSymbols(words)
    .map((part, i) => (i % 2 === 1 ? symbolText(part, 'short') : part))
    .join('');
}

export function symbolText(symbol: string, form: SymbolForm): string {
  const { body, index } = symbolParts(symbol);
  return index === null ? body : `${body}${SEPARATORS[form]}${index}`;
}
