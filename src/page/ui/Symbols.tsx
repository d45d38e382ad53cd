/** A text in which knobs are called by their symbols, each index set low: of "γ_ptx 0 → 1", only "ptx". */
import { partsWithSymbols } from '../text/symbolText';
import { Sub } from './Sub';

export function Symbols({ children }: { readonly children: string }) {
  return partsWithSymbols(children).map((part, i) => (i % 2 === 1 ? <Sub key={i}>{part}</Sub> : part));
}
