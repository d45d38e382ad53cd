/**
 * What lies over a chart: the values under the pointer or the keys, exact, and the choice of the iterations in view.
 * Apart from the drawing, so that pointing at it never draws it again.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { IterationRange } from '../../store/run/chartView';
import type { Mark } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { formatKnobChange } from './knobChange';
import { readingsAt, type Curve, type Reading, type Row } from './chart';
import styles from './ChartCursor.module.css';
import { curveLabel } from './chartLabels';
import { leftOf, nearestRow, topOf, valueAt, type Scale } from './chartScale';
import { formatError, formatExact } from '../format';
import { lineColor, textColor } from '../colors';

interface Props {
  readonly title: string;
  readonly scale: Scale;
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
  readonly marks: readonly Mark[];
  readonly smoothing: number;
  readonly zoomed: boolean;
  /** Null: all iterations. */
  readonly onZoom: (range: IterationRange | null) => void;
}

/** A shorter drag is a click that trembled, pixels. */
const LEAST_DRAG = 8;
const FAR = 10;
/** Of the values from the cursor, pixels. */
const AWAY = 8;

function wordsOf({ curve, x, value, error, mean }: Reading, at: number, smoothing: number): string {
  const when = x === at ? '' : ` (${text.curves.iteration} ${x})`;
  const smoothed = mean === undefined ? '' : `, ${text.curves.mean(smoothing)} ${formatExact(mean)}`;
  return `${curveLabel(curve)} ${formatExact(value)}${formatError(error)}${smoothed}${when}`;
}

export function ChartCursor({ title, scale, rows, curves, marks, smoothing, zoomed, onZoom }: Props) {
  const [at, setAt] = useState<number | null>(null);
  /** The values stand on the side of the cursor that is wider up to the section's edge. */
  const [side, setSide] = useState({ before: false, width: 0 });
  const [dragged, setDragged] = useState<IterationRange | null>(null);
  const pressed = useRef<number | null>(null);
  const shown = at === null ? null : Math.min(nearestRow(rows, at), rows.length - 1);
  const x = shown === null ? null : rows[shown].x;
  const readings = shown === null ? [] : readingsAt(curves, rows, shown);
  const changes = marks.filter(({ iteration }) => iteration === x).map(({ change }) => formatKnobChange(change));

  const point = (element: Element, value: number) => {
    const section = (element.closest('section') ?? document.documentElement).getBoundingClientRect();
    const left = element.getBoundingClientRect().left + leftOf(scale, value);
    const [leftWidth, rightWidth] = [left - section.left - AWAY, section.right - left - AWAY];
    setSide({ before: leftWidth > rightWidth, width: Math.max(leftWidth, rightWidth) });
    setAt(value);
  };
  const placeOf = ({ clientX, currentTarget }: PointerEvent) =>
    valueAt(scale, clientX - currentTarget.getBoundingClientRect().left);
  const rangeTo = (value: number): IterationRange => {
    const [from, to] = [pressed.current ?? value, value].sort((a, b) => a - b);
    return [Math.round(from), Math.round(to)];
  };
  const release = (event: PointerEvent) => {
    const range = rangeTo(placeOf(event));
    if (dragged !== null && range[1] > range[0]) onZoom(range);
    pressed.current = null;
    setDragged(null);
  };
  const move = (event: PointerEvent) => {
    const value = placeOf(event);
    point(event.currentTarget, value);
    const far =
      pressed.current !== null && Math.abs(leftOf(scale, pressed.current) - leftOf(scale, value)) >= LEAST_DRAG;
    setDragged(far ? rangeTo(value) : null);
  };

  const step = (element: Element, by: number) => {
    const next = shown === null ? rows.length - 1 : Math.min(rows.length - 1, Math.max(0, shown + by));
    point(element, rows[next].x);
  };
  /** Half or twice what is in view, around the cursor. */
  const rescale = (factor: number) => {
    const [from, to] = scale.x;
    const middle = x ?? (from + to) / 2;
    const half = Math.max(1, ((to - from) * factor) / 2);
    const [low, high] = [Math.round(middle - half), Math.round(middle + half)];
    onZoom(factor < 1 ? [Math.max(from, low), Math.min(to, high)] : [Math.max(0, low), high]);
  };
  const KEYS: Readonly<Record<string, (element: Element) => void>> = {
    ArrowLeft: (element) => step(element, -1),
    ArrowRight: (element) => step(element, 1),
    PageDown: (element) => step(element, -FAR),
    PageUp: (element) => step(element, FAR),
    Home: (element) => step(element, -Infinity),
    End: (element) => step(element, Infinity),
    '+': () => rescale(0.5),
    '-': () => rescale(2),
    '0': () => onZoom(null),
    Escape: () => setAt(null),
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key](event.currentTarget);
  };

  const last = rows[rows.length - 1].x;
  return (
    <div
      className={styles.cursor}
      role="slider"
      tabIndex={0}
      aria-label={text.curves.read(title)}
      aria-orientation="horizontal"
      aria-valuemin={rows[0].x}
      aria-valuemax={last}
      aria-valuenow={x ?? last}
      aria-valuetext={
        x === null
          ? text.curves.keys
          : [`${text.curves.iteration} ${x}`, ...readings.map((each) => wordsOf(each, x, smoothing)), ...changes].join(
              '; ',
            )
      }
      onKeyDown={press}
      onBlur={() => setAt(null)}
      onPointerMove={move}
      onPointerLeave={() => pressed.current === null && setAt(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = placeOf(event);
      }}
      onPointerUp={release}
      onPointerCancel={() => {
        pressed.current = null;
        setDragged(null);
      }}
      onDoubleClick={() => zoomed && onZoom(null)}
    >
      {dragged !== null && (
        <div
          className={styles.range}
          style={{ left: leftOf(scale, dragged[0]), width: leftOf(scale, dragged[1]) - leftOf(scale, dragged[0]) }}
        />
      )}
      {x !== null && (
        <>
          <div className={styles.line} style={{ left: leftOf(scale, x) }} />
          {readings
            .filter((reading) => reading.x === x)
            .map(({ curve, value }) => (
              <div
                key={curve.key}
                className={styles.dot}
                style={{ left: leftOf(scale, x), top: topOf(scale, value), background: lineColor(curve.color) }}
              />
            ))}
          <div
            className={styles.tip}
            style={{
              maxWidth: side.width,
              ...(side.before ? { right: scale.width - leftOf(scale, x) + AWAY } : { left: leftOf(scale, x) + AWAY }),
            }}
            data-testid="chart-values"
          >
            <Values iteration={x} readings={readings} smoothing={smoothing} />
            {changes.map((change) => (
              <div key={change}>{change}</div>
            ))}
          </div>
        </>
      )}
    </div>
  );
}

interface ValuesProps {
  readonly iteration: number;
  readonly readings: readonly Reading[];
  readonly smoothing: number;
}

function Values({ iteration, readings, smoothing }: ValuesProps) {
  const smoothed = smoothing > 1;
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">{`${text.curves.iteration} ${iteration}`}</th>
          <th />
          {smoothed && <th scope="col">{text.curves.mean(smoothing)}</th>}
        </tr>
      </thead>
      <tbody>
        {readings.map(({ curve, x, value, error, mean }) => (
          <tr key={curve.key} style={{ color: textColor(curve.color) }}>
            <th scope="row">{curveLabel(curve)}</th>
            <td data-reading={curve.metric} data-run={curve.run ?? ''}>
              {`${formatExact(value)}${formatError(error)}${x === iteration ? '' : ` (${text.curves.iteration} ${x})`}`}
            </td>
            {smoothed && <td>{mean === undefined ? '' : formatExact(mean)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
