/** What the shades mean, and the words under the answers. */
import type { AnswerSet } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { Term } from '../../ui/Term';
import { SHADES } from './shade';
import styles from './Tokens.module.css';

const { marks } = text.compare;

export function Legend({ scoredBy }: Pick<AnswerSet, 'scoredBy'>) {
  const isOwn = scoredBy !== null && scoredBy !== 'shipped';
  return (
    <div className={styles.legend} data-testid="compare-legend">
      <span>{text.compare.shading}</span>
      <span className={styles.scale}>
        {SHADES.map((shade) => (
          <span key={shade} className={styles.swatch} data-shade={shade}>
            {text.compare.shades[shade]}
          </span>
        ))}
      </span>
      <span>
        <Term meaning={text.compare.scoreMeaning}>{text.compare.score}</Term>
        {isOwn && ` ${text.compare.scoredBy(text.compare.whose.origins[scoredBy])}`}
      </span>
      {[marks.gold, marks.helpful, marks.honest, marks.harmless].map(({ label, meaning }) => (
        <Term key={label} meaning={meaning}>
          {label}
        </Term>
      ))}
    </div>
  );
}
