/**
 * How a symbol is written where it stands in plain text. The convention (`experiment/knobs/knob.ts`): what follows an
 * underscore is an index, "γ_ptx", which only markup can set low (`ui/Sub.tsx`).
 */

/** `plain`: "γ_ptx"; `spaced`, to be read aloud: "γ ptx"; `short`, where there is little room: "γptx". */
export type SymbolForm = 'plain' | 'spaced' | 'short';

const SEPARATORS: Readonly<Record<SymbolForm, string>> = { plain: '_', spaced: ' ', short: '' };

/** The symbol itself and its index; null without one. */
export function symbolParts(symbol: string): { readonly body: string; readonly index: string | null } {
  const [body, index = null] = symbol.split('_');
  return { body, index };
}

export function symbolText(symbol: string, form: SymbolForm): string {
  const { body, index } = symbolParts(symbol);
  return index === null ? body : `${body}${SEPARATORS[form]}${index}`;
}
