/** Layers of a network in outline: filled while it works, dashed while it is frozen. */
import { lineColor, type ColorName } from './colors';

const LAYERS = [3, 8, 13];

interface Props {
  readonly color: ColorName;
  readonly frozen: boolean;
  readonly working: boolean;
}

export function NetworkGlyph({ color, frozen, working }: Props) {
  return (
    <svg width="1.25em" height="1.25em" viewBox="0 0 18 18" aria-hidden="true">
      {LAYERS.map((y) => (
        <rect
          key={y}
          x="2"
          y={y - 1.5}
          width="14"
          height="3"
          rx="1"
          fill={working ? lineColor(color) : 'none'}
          stroke={lineColor(color)}
          strokeDasharray={frozen ? '2 1.5' : undefined}
        />
      ))}
    </svg>
  );
}
