/** A point of a figure. All shapes look about as large as a circle of the radius. */
import type { Shape } from './figure';

interface Props {
  readonly shape: Shape | undefined;
  readonly x: number;
  readonly y: number;
  /** px */
  readonly radius: number;
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
}

function outline(shape: Exclude<Shape, 'circle'>, x: number, y: number, radius: number): string {
  switch (shape) {
    case 'triangle': {
      const [side, up, down] = [1.3 * radius, 1.5 * radius, 0.85 * radius];
      return `M${x} ${y - up}L${x + side} ${y + down}H${x - side}Z`;
    }
    case 'cross': {
      const arm = 1.1 * radius;
      return `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}M${x - arm} ${y + arm}l${2 * arm} ${-2 * arm}`;
    }
    case 'square': {
      const half = 0.95 * radius;
      return `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}Z`;
    }
    default:
      return shape satisfies never;
  }
}

export function Marker({ shape = 'circle', x, y, radius, ...paint }: Props) {
  if (shape === 'circle') return <circle cx={x} cy={y} r={radius} {...paint} />;
  return <path d={outline(shape, x, y, radius)} {...paint} />;
}
