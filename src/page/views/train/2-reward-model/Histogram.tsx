/** Where the scores of demonstrations and of samples lie, and where zero will be. */
import { text } from '../../../text/text';
import { formatNumber } from '../../../ui/format';
import { lineColor, textColor } from '../../../ui/colors';
import { binsOf } from './bins';
import styles from './MicroStepView.module.css';

const BINS = 24;
const WIDTH = 480;
const HEIGHT = 120;

interface Props {
  readonly demonstrations: readonly number[];
  readonly samples: readonly number[];
  /** The score that the shift makes zero. */
  readonly zero: number;
}

export function Histogram({ demonstrations, samples, zero }: Props) {
  if (demonstrations.length + samples.length === 0) return null;
  const { low, width, counts } = binsOf([demonstrations, samples], BINS);
  const shares = counts.map((group) => {
    const total = Math.max(
      1,
      group.reduce((sum, n) => sum + n, 0),
    );
    return group.map((n) => n / total);
  });
  const most = Math.max(...shares.flat());
  const bar = WIDTH / BINS;
  const zeroAt = ((zero - low) / (width * BINS)) * WIDTH;
  const label = `${text.comparisons.histogram}: ${text.comparisons.demonstrations}, ${text.comparisons.samples}`;
  return (
    <figure>
      <figcaption className={styles.legend}>
        <b>{text.comparisons.histogram}</b>
        <span style={{ color: textColor('sft') }}>{text.comparisons.demonstrations}</span>
        <span style={{ color: textColor('rewardModel') }}>{text.comparisons.samples}</span>
      </figcaption>
      <svg className={styles.histogram} viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} role="img" aria-label={label}>
        {shares.map((group, which) =>
          group.map((share, i) => (
            <rect
              key={`${which} ${i}`}
              x={i * bar + (which * bar) / 2}
              y={HEIGHT - (share / most) * HEIGHT}
              width={bar / 2 - 0.5}
              height={(share / most) * HEIGHT}
              fill={lineColor(which === 0 ? 'sft' : 'rewardModel')}
            />
          )),
        )}
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="var(--rule)" />
        <line x1={zeroAt} x2={zeroAt} y1={0} y2={HEIGHT + 4} stroke="var(--ink)" strokeDasharray="3 3" />
        <g fontSize="11" fill="currentColor">
          <text x={0} y={HEIGHT + 15}>
            {formatNumber(low)}
          </text>
          <text x={zeroAt} y={HEIGHT + 15} textAnchor="middle">
            {formatNumber(zero)} → 0
          </text>
          <text x={WIDTH} y={HEIGHT + 15} textAnchor="end">
            {formatNumber(low + width * BINS)}
          </text>
        </g>
      </svg>
    </figure>
  );
}
