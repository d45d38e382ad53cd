/** A QR code as the outline of its dark squares, each 1 by 1, with the quiet border that readers need around it. */
import { encode } from 'uqr';

/** Squares of quiet border on each side: ISO/IEC 18004 asks for four. */
export const QUIET_BORDER = 4;

export interface QrPath {
  /** Squares on one side, the border included. */
  readonly size: number;
  /** Data of an SVG path. */
  readonly path: string;
}

/** Throws where the text is longer than a QR code can hold, 2953 bytes. */
export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'L', border: QUIET_BORDER });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
