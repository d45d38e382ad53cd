/** The drawing of a figure: its panels side by side, as many in a row as the width has room for. */
import { formatExact, formatPercent, formatShare } from '../../ui/format';
import { lineColor, textColor } from '../../ui/colors';
import {
  barOf,
  CURVE,
  dashOf,
  RADIUS,
  spreadIn,
  writtenIn,
  type Figure,
  type FigurePoint,
  type FigureSeries,
  type FigurePanel,
} from './figure';
import { Marker } from './Marker';

interface Props {
  readonly figure: Figure;
  readonly label: string;
  readonly width: number;
  /** The page's type, px: the drawing grows with it. */
  readonly rem: number;
}

/** The page's type that the sizes below are for, px. */
const DRAWN_FOR = 14.5;
const LEAST_WIDTH = { bars: 128, points: 250 };
const HEIGHT = { bars: 186, points: 240 };
const GAP = 14;
/** Of the plot from the panel's edges; over a full bar its number stands below the heading. */
const ROOM = { right: 12, left: 40 };
const HEADROOM = { bars: 44, points: 30 };
const BAR = 0.68;
const CAP = 3;
const QUIET = 'var(--quiet)';
const RULE = 'var(--rule)';

export function Panels({ figure: { panels }, label, width: shown, rem }: Props) {
  const scale = rem / DRAWN_FOR;
  const width = shown / scale;
  const { kind } = panels[0];
  const columns = Math.max(1, Math.min(panels.length, Math.floor((width + GAP) / (LEAST_WIDTH[kind] + GAP))));
  // Panels of one figure fill their rows evenly.
  const inRow = Math.ceil(panels.length / Math.ceil(panels.length / columns));
  const each = (width - GAP * (inRow - 1)) / inRow;
  const rows = Math.ceil(panels.length / inRow);
  const height = HEIGHT[kind];
  return (
    <svg
      width={shown}
      height={rows * height * scale}
      viewBox={`0 0 ${width} ${rows * height}`}
      role="img"
      aria-label={label}
      fontSize="11"
    >
      {panels.map((panel, i) => (
        <g key={panel.key} transform={`translate(${(i % inRow) * (each + GAP)} ${Math.floor(i / inRow) * height})`}>
          <OnePanel panel={panel} width={each} height={height} />
        </g>
      ))}
    </svg>
  );
}

interface PanelProps {
  readonly panel: FigurePanel;
  readonly width: number;
  readonly height: number;
}

function OnePanel({ panel, width, height }: PanelProps) {
  const {
    title,
    share,
    kind,
    y: [low, high],
    x: [first, last],
    xTicks,
    yTicks,
    xTitle,
    series,
    level,
    marks = [],
  } = panel;
  const headroom = HEADROOM[kind];
  const bottom = height - (xTitle === undefined ? (kind === 'bars' ? 8 : 22) : 36);
  const left = (x: number) => ROOM.left + ((x - first) / (last - first)) * (width - ROOM.left - ROOM.right);
  const top = (y: number) => headroom + (1 - (y - low) / (high - low)) * (bottom - headroom);
  const titleOf = ({ label }: FigureSeries, point: FigurePoint) =>
    `${label}: ${writtenIn(panel, point.y)}${spreadIn(panel, point)}`;
  const unit = left(first + 1) - left(first);
  return (
    <>
      <text x={0} y={12} fontSize="11" fontWeight="600" fill="currentColor">
        {title}
      </text>
      {yTicks.map((tick) => (
        <g key={tick}>
          <line x1={ROOM.left} x2={width - ROOM.right} y1={top(tick)} y2={top(tick)} stroke={RULE} strokeWidth="0.7" />
          <text x={ROOM.left - 5} y={top(tick) + 4} textAnchor="end" fill={QUIET}>
            {share ? formatShare(tick) : formatExact(tick)}
          </text>
        </g>
      ))}
      {xTicks.map(({ at, label }) => (
        <text key={at} x={left(at)} y={bottom + 15} textAnchor="middle" fill={QUIET}>
          {label}
        </text>
      ))}
      {xTitle !== undefined && (
        <text x={(ROOM.left + width) / 2} y={bottom + 31} textAnchor="middle" fill={QUIET}>
          {xTitle}
        </text>
      )}
      {level !== undefined && (
        <line
          x1={ROOM.left}
          x2={width - ROOM.right}
          y1={top(level.at)}
          y2={top(level.at)}
          stroke={lineColor(level.color)}
          strokeDasharray="1.5 3"
        />
      )}
      {level !== undefined && (
        <text x={width - ROOM.right} y={top(level.at) - 4} textAnchor="end" fill={textColor(level.color)}>
          {level.label}
        </text>
      )}
      {marks.map(({ at, label }) => (
        <g key={label}>
          <line x1={left(at)} x2={left(at)} y1={headroom} y2={bottom} stroke="currentColor" strokeDasharray="2 3" />
          <text x={left(at) + 4} y={headroom + 9} fill="currentColor">
            {label}
          </text>
        </g>
      ))}
      {series.map((each) => {
        const { key, points, line, fitted, hollow, shape, shift = 0 } = each;
        const color = lineColor(each.color);
        const across = (x: number) => left(x + shift);
        const path = points.map(({ x, y }) => `${across(x)},${top(y)}`).join(' ');
        return (
          <g key={key} data-series={key}>
            {kind === 'points' && line !== undefined && (
              <polyline
                points={path}
                fill="none"
                stroke={color}
                strokeWidth={CURVE[fitted === true ? 'fitted' : 'measured']}
                strokeDasharray={dashOf(each)}
              />
            )}
            {fitted !== true &&
              points.map((point) => {
                const { x, y, error } = point;
                const bar = barOf(point);
                const fill = hollow === true ? 'var(--paper)' : color;
                return (
                  <g key={x} data-value={y} data-error={error ?? ''}>
                    <title>{titleOf(each, point)}</title>
                    {kind === 'bars' ? (
                      <>
                        <rect
                          x={left(x) - (unit * BAR) / 2}
                          width={unit * BAR}
                          y={top(y)}
                          height={Math.max(0, bottom - top(y))}
                          fill={fill}
                          stroke={color}
                          strokeWidth="1.2"
                        />
                        <text
                          x={left(x)}
                          y={top(bar?.[1] ?? y) - 4}
                          textAnchor="middle"
                          fontSize="10"
                          fill="currentColor"
                        >
                          {share ? formatPercent(y) : writtenIn(panel, y)}
                        </text>
                      </>
                    ) : (
                      <Marker
                        shape={shape}
                        x={across(x)}
                        y={top(y)}
                        radius={RADIUS[line === undefined ? 'alone' : 'onLine']}
                        fill={fill}
                        stroke={color}
                        strokeWidth={1.2}
                      />
                    )}
                    {bar !== null && (
                      <path
                        d={`M${across(x)} ${top(bar[0])}V${top(bar[1])}m${-CAP} 0h${2 * CAP}M${across(x) - CAP} ${top(bar[0])}h${2 * CAP}`}
                        fill="none"
                        stroke={kind === 'bars' ? 'currentColor' : color}
                        strokeWidth="1.1"
                      />
                    )}
                  </g>
                );
              })}
          </g>
        );
      })}
    </>
  );
}
