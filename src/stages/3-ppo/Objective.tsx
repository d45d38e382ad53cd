/** The clipped objective over the ratio, for tokens better and worse than expected, with every token where it stands. */
import { useState } from 'react';
import type { MicroStep } from '../../microSteps';
import { text } from '../../text/text';
import { formatFixed, formatNumber } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../ui/specials';
import { lineColor } from '../../ui/voices';
import styles from './Objective.module.css';
import { curveOf, dotsOf, objectiveRange, ratioRange, type Dot, type Range } from './clippedObjective';

type Step = Extract<MicroStep, { stage: 'ppo'; kind: 'update' }>;

const WIDTH = 300;
const HEIGHT = 116;
const BOTTOM = 14;

interface Props {
  readonly step: Step;
  /** The token that is selected in the ledger. */
  readonly selected: Dot | null;
}

export function Objective({ step, selected }: Props) {
  const { minibatch, clipRange, exampleAt } = step;
  const [pointed, setPointed] = useState<Dot | null>(null);
  const dots = dotsOf(minibatch, clipRange);
  const ratios = ratioRange(selected === null ? dots : [...dots, selected], clipRange);
  const clipped = dots.filter((dot) => dot.clipped).length;
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
            ratios={ratios}
            onPoint={setPointed}
          />
        ))}
      </div>
      <p className={styles.caption}>
        {pointed === null
          ? `${text.step.dots(dots.length, clipped)}${selected === null ? '' : `; ${text.step.chosenDot(showTokens(selected.token))}`}${exampleAt === null ? ` (${text.step.outside})` : ''}`
          : describe(pointed)}
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
  readonly ratios: Range;
  readonly onPoint: (dot: Dot | null) => void;
}

function Panel({ better, dots, selected, clipRange, ratios, onPoint }: PanelProps) {
  const advantage = selected?.advantage ?? (better ? 1 : -1);
  const curve = curveOf(advantage, clipRange, ratios);
  const all = [...dots, ...(selected === null ? [] : [selected])];
  const objectives = objectiveRange([...all.map(({ objective }) => objective), ...curve.map(([, y]) => y)]);
  const x = (ratio: number) => ((ratio - ratios.low) / (ratios.high - ratios.low)) * WIDTH;
  const y = (objective: number) => (1 - (objective - objectives.low) / (objectives.high - objectives.low)) * HEIGHT;
  const bend = better ? 1 + clipRange : 1 - clipRange;
  const [from, to] = better ? [x(bend), WIDTH] : [0, x(bend)];
  const label = text.step.objectiveOf[better ? 'better' : 'worse'];
  return (
    <div>
      <p className={styles.caption}>{label}</p>
      <svg
        className={styles.panel}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + BOTTOM}`}
        role="img"
        aria-label={`${text.step.objective}, ${label}`}
        onPointerLeave={() => onPoint(null)}
      >
        <rect className={styles.clipped} x={from} width={Math.max(0, to - from)} y={0} height={HEIGHT} />
        <line className={styles.axis} x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
        <line className={styles.axis} x1={x(1)} x2={x(1)} y1={0} y2={HEIGHT} />
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
        <g className={styles.words}>
          <text x={better ? 2 : WIDTH - 2} y={9} textAnchor={better ? 'start' : 'end'}>
            {text.step.objectiveAxis}
          </text>
          <text x={(from + to) / 2} y={HEIGHT - 4} textAnchor="middle" className={styles.region}>
            {text.step.clippedRegion}
          </text>
          <text x={x(bend)} y={HEIGHT + 11} textAnchor="middle">
            {formatNumber(bend)}
          </text>
          <text x={x(1)} y={HEIGHT + 11} textAnchor="middle">
            1
          </text>
          <text x={better ? 0 : WIDTH} y={HEIGHT + 11} textAnchor={better ? 'start' : 'end'}>
            {text.step.ratioAxis}
          </text>
        </g>
      </svg>
    </div>
  );
}
