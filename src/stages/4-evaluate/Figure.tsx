/** The paper's figure 1 on our models: how the world judges each, with one standard error. */
import { SPEAKERS } from '../../protocol';
import type { Run } from '../../store/run';
import { text } from '../../text/text';
import { lineColor, SPEAKER_VOICES } from '../../ui/voices';
import styles from './Evaluate.module.css';
import { measured } from './measures';

const LEFT = 100;
const WIDTH = 300;
const ROW = 26;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export function Figure({ evaluations }: { readonly evaluations: Run['evaluations'] }) {
  const height = SPEAKERS.length * ROW;
  const x = (gold: number) => LEFT + gold * WIDTH;
  return (
    <figure className={styles.figure}>
      <figcaption>{text.evaluate.figure}</figcaption>
      <svg
        viewBox={`0 0 ${LEFT + WIDTH + 20} ${height + 20}`}
        role="img"
        aria-label={text.evaluate.figure}
        fontSize="12"
      >
        {TICKS.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={0} y2={height} stroke="var(--rule)" strokeWidth="0.7" />
            <text x={x(tick)} y={height + 15} textAnchor="middle" fill="var(--quiet)">
              {tick}
            </text>
          </g>
        ))}
        {SPEAKERS.map((speaker, i) => {
          const y = i * ROW + ROW / 2;
          const gold = measured(evaluations[speaker], 'gold');
          const error = gold?.error ?? 0;
          const color = lineColor(SPEAKER_VOICES[speaker]);
          return (
            <g key={speaker}>
              <text x={LEFT - 8} y={y + 4} textAnchor="end" fill="currentColor">
                {text.speakers[speaker].label}
              </text>
              {gold !== null && (
                <>
                  <line
                    x1={x(gold.value - error)}
                    x2={x(gold.value + error)}
                    y1={y}
                    y2={y}
                    stroke={color}
                    strokeWidth="2"
                  />
                  <circle cx={x(gold.value)} cy={y} r="4.5" fill={color} />
                </>
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
