/** The clipped objective over the ratio, for tokens better and worse than expected, with every token where it stands. */
import { useRef, useState } from 'react';
import type { MicroStep } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { formatFixed, formatNumber } from '../../../ui/format';
import shared from '../../../ui/shared.module.css';
import { showTokens } from '../../../store/tokenText';
import { useSize } from '../../../ui/useSize';
import { lineColor } from '../../../ui/colors';
import styles from './Objective.module.css';
import { clamp, curveOf, dotsOf, isFar, objectiveRange, ratioRange, type Dot } from './objectiveDots';

type Step = Extract<MicroStep, { stage: 'ppo'; kind: 'update' }>;

/** The plot's size before it has been measured, px. */
const UNMEASURED = { width: 280, height: 90 };
/** Room at both ends for a dot to be whole, px. */
const PADDING = 4;
/** What the word in the clipped region needs, px. */
const WORD = 50;
/** Ticks that are nearer than so are written away from each other, px. */
const TICK = 34;

interface Props {
  readonly step: Step;
  /** The token that is selected in the ledger. */
  readonly selected: Dot | null;
}

export function Objective({ step, selected }: Props) {
  const { minibatch, clipRange, exampleAt } = step;
  const [pointed, setPointed] = useState<Dot | null>(null);
  const dots = dotsOf(minibatch, clipRange);
  const clipped = dots.filter((dot) => dot.clipped).length;
  const far = dots.filter((dot) => isFar(dot, clipRange)).length;
  const ring = selected === null ? '' : `; ${text.step.chosenDot(showTokens(selected.token))}`;
  return (
    <figure className={styles.figure} data-testid="objective">
      <figcaption className={shared.heading}>{text.step.objective}</figcaption>
      <div className={styles.panels}>
        {([true, false] as const).map((better) => (
          <Panel
            key={String(better)}
            better={better}
            dots={dots.filter(({ advantage }) => advantage > 0 === better)}
            selected={selected !== null && selected.advantage > 0 === better ? selected : null}
            clipRange={clipRange}
            onPoint={setPointed}
          />
        ))}
      </div>
      <p className={styles.caption}>
        <span data-covered={pointed !== null}>
          {[
            text.step.dots(dots.length, clipped),
            far > 0 ? `; ${text.step.far(far)}` : '',
            ring,
            exampleAt === null ? ` (${text.step.outside})` : '',
          ].join('')}
        </span>
        {pointed !== null && <span>{describe(pointed)}</span>}
      </p>
    </figure>
  );
}

function describe({ token, ratio, advantage, objective }: Dot): string {
  return text.step.dot(showTokens(token), formatFixed(ratio, 3), formatFixed(advantage, 2), formatFixed(objective, 3));
}

interface PanelProps {
  readonly better: boolean;
  readonly dots: readonly Dot[];
  readonly selected: Dot | null;
  readonly clipRange: number;
  readonly onPoint: (dot: Dot | null) => void;
}

function Panel({ better, dots, selected, clipRange, onPoint }: PanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const { width, height } = size.height === 0 ? UNMEASURED : size;
  const advantage = selected?.advantage ?? (better ? 1 : -1);
  const all = [...dots, ...(selected === null ? [] : [selected])];
  const ratios = ratioRange(all, clipRange);
  const curve = curveOf(advantage, clipRange, ratios);
  const near = all.filter((dot) => !isFar(dot, clipRange));
  const objectives = objectiveRange([...near.map(({ objective }) => objective), ...curve.map(([, y]) => y)]);
  const x = (ratio: number) =>
    PADDING + ((clamp(ratio, ratios) - ratios.low) / (ratios.high - ratios.low)) * (width - 2 * PADDING);
  const y = (objective: number) =>
    (1 - (clamp(objective, objectives) - objectives.low) / (objectives.high - objectives.low)) * height;
  const bend = better ? 1 + clipRange : 1 - clipRange;
  const [from, to] = better ? [x(bend), width] : [0, x(bend)];
  const label = text.step.objectiveOf[better ? 'better' : 'worse'];
  return (
    <div className={styles.half}>
      <p className={styles.label}>
        <span>{label}</span>
        <span>{text.step.objectiveAxis}</span>
      </p>
      <p className={styles.label} data-line>
        {text.step.line(formatFixed(advantage, 2), selected !== null)}
      </p>
      <div className={styles.panel} ref={box}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${text.step.objective}, ${label}`}
          onPointerLeave={() => onPoint(null)}
        >
          <rect className={styles.clipped} x={from} width={Math.max(0, to - from)} y={0} height={height} />
          <line className={styles.axis} x1={0} x2={width} y1={y(0)} y2={y(0)} />
          <line className={styles.axis} x1={x(1)} x2={x(1)} y1={0} y2={height} />
          <polyline
            className={styles.curve}
            points={curve.map(([ratio, value]) => `${x(ratio)},${y(value)}`).join(' ')}
          />
          {dots.map((dot, i) => (
            <circle
              key={i}
              className={styles.dot}
              cx={x(dot.ratio)}
              cy={y(dot.objective)}
              r={2.6}
              fill={lineColor(dot.clipped ? 'danger' : 'policy')}
              stroke={lineColor(dot.clipped ? 'danger' : 'policy')}
              data-far={isFar(dot, clipRange)}
              data-ratio={dot.ratio}
              data-advantage={dot.advantage}
              data-objective={dot.objective}
              onPointerEnter={() => onPoint(dot)}
            />
          ))}
          {selected !== null && (
            <circle
              className={styles.ring}
              cx={x(selected.ratio)}
              cy={y(selected.objective)}
              r={6}
              data-testid="selected-dot"
              data-ratio={selected.ratio}
              data-objective={selected.objective}
            />
          )}
          {to - from > WORD && (
            <text className={styles.region} x={(from + to) / 2} y={height - 5} textAnchor="middle">
              {text.step.clippedRegion}
            </text>
          )}
        </svg>
      </div>
      <Ticks ratios={better ? [1, bend] : [bend, 1]} x={x} />
    </div>
  );
}

interface TicksProps {
  readonly ratios: readonly [number, number];
  readonly x: (ratio: number) => number;
}

/** 1 and the bend under the plot, the lower first, and what the axis is. */
function Ticks({ ratios, x }: TicksProps) {
  const [low, high] = ratios.map(x);
  const near = high - low < TICK;
  const end = near ? Math.max(low, TICK) : low;
  return (
    <p className={styles.ticks} data-near={near}>
      <span style={{ left: end }}>{formatNumber(ratios[0])}</span>
      <span style={{ left: near ? Math.max(high, end + PADDING) : high }}>{formatNumber(ratios[1])}</span>
      {text.step.ratioAxis}
    </p>
  );
}
