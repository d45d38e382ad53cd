/** What the shades mean, and the words under the answers. */
import { text } from '../../text/text';
import { Term } from '../../ui/Term';
import { SHADES } from './shade';
import styles from './Tokens.module.css';

const { marks } = text.compare;

export function Legend() {
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
      <Term meaning={text.compare.scoreMeaning}>{text.compare.score}</Term>
      {[marks.gold, marks.helpful, marks.honest, marks.harmless].map(({ label, meaning }) => (
        <Term key={label} meaning={meaning}>
          {label}
        </Term>
      ))}
    </div>
  );
}
