/** A text in which knobs are called by their symbols, each index set low: of "γ_ptx 0 → 1", only "ptx". */
import { KNOB_NAMES, knobOf } from '../../experiment/knobs';
import { Sub } from './Sub';

const INDEXED = [...new Set(KNOB_NAMES.map((name) => knobOf(name).symbol ?? ''))].filter((each) => each.includes('_'));
const SYMBOL = new RegExp(`(${INDEXED.join('|')})(?![\\p{L}\\d_])`, 'u');

export function Symbols({ children }: { readonly children: string }) {
  // Split with a group in brackets, every second piece is what the group found.
  return children.split(SYMBOL).map((piece, i) => (i % 2 === 1 ? <Sub key={i}>{piece}</Sub> : piece));
}
