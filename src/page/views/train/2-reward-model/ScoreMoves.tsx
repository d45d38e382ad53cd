/** How one step moved the scores of a prompt's answers: an arrow for each, from before to after, best answer on top. */
import { text } from '../../../text/text';
import { formatFixed } from '../../../ui/format';
import shared from '../../../ui/shared.module.css';
import styles from './ScoreMoves.module.css';

const WIDTH = 480;
const ROW = 17;
const LEFT = 30;
const RIGHT = 44;
const HEAD = 5;

interface Props {
  /** By place in the ranking, best first. */
  readonly before: readonly number[];
  readonly after: readonly (number | null)[];
}

export function ScoreMoves({ before, after }: Props) {
  const moves = before.map((from, i) => ({ from, to: after[i] ?? from }));
  const ends = moves.flatMap(({ from, to }) => [from, to]);
  const low = Math.min(...ends);
  const across = Math.max(...ends) - low || 1;
  const x = (score: number) => LEFT + ((score - low) / across) * (WIDTH - LEFT - RIGHT);
  const label = `${text.step.moves}: ${moves.map(({ from, to }, i) => `${text.step.better(i + 1)} ${formatFixed(from, 2)} → ${formatFixed(to, 2)}`).join(', ')}`;
  return (
    <figure data-testid="score-moves">
      <figcaption className={shared.heading}>{text.step.moves}</figcaption>
      <svg className={styles.moves} viewBox={`0 0 ${WIDTH} ${ROW * moves.length}`} role="img" aria-label={label}>
        {moves.map(({ from, to }, i) => {
          const y = (i + 0.5) * ROW;
          const back = to >= from ? -HEAD : HEAD;
          return (
            <g key={i} data-before={from} data-after={to}>
              <text className={styles.rank} x={0} y={y + 4}>
                {text.step.better(i + 1)}
              </text>
              <line className={styles.rule} x1={LEFT} x2={WIDTH - RIGHT} y1={y} y2={y} />
              <line className={styles.move} x1={x(from)} x2={x(to)} y1={y} y2={y} />
              <circle className={styles.start} cx={x(from)} cy={y} r={2.5} />
              <path className={styles.head} d={`M${x(to)} ${y}l${back} -3.5v7z`} />
              <text className={styles.score} x={WIDTH} y={y + 4} textAnchor="end">
                {formatFixed(to, 2)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
