/** The same stories before any feedback and now: what the presses did. Those that changed come first, and the rest unfolds. */
import type { LabModel, Measurement } from '../../store/lab/labRun';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { formatFixed, formatMeasured } from '../../ui/format';
import { prose } from '../../ui/prose';
import shared from '../../ui/shared.module.css';
import { Answer } from './Answers';
import styles from './Answers.module.css';
import { ARMS, beforeAndNow, hasChanged, type Pair } from './beforeAndNow';

const { beforeNow: words } = text.lab;

const markOf = ({ y, error }: Measurement) =>
  formatMeasured({ value: y, error: error ?? null }, (mark) => formatFixed(mark, 2));

/** How many pairs are on view before the rest is unfolded. */
const SHOWN = 4;

interface Props {
  readonly run: LabModel;
  readonly recorded: boolean;
  /** What came out says already how many changed. */
  readonly told: boolean;
}

/** Nothing before the first round has been learned from. */
export function BeforeNow({ run, recorded, told }: Props) {
  const pairs = beforeAndNow(run);
  const gold = run.arms.find(({ name }) => name === ARMS.now)?.points.storyGold ?? [];
  const [first, last] = [gold.at(0), gold.at(-1)];
  if (pairs.length === 0 || !first || !last || last.x === 0) return null;
  const changed = pairs.filter(hasChanged).length;
  const rest = pairs.slice(SHOWN);
  return (
    <section className={styles.answers} aria-label={words.heading} role="region" tabIndex={0} data-testid="before-now">
      <h3 className={shared.heading}>{words.heading}</h3>
      <p aria-live="polite" data-testid="stories-changed" data-changed={changed}>
        {prose(
          !told && words.changed(changed, pairs.length, recorded),
          words.gold(last.x, markOf(first), markOf(last)),
        )}
      </p>
      <Pairs pairs={pairs.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details data-testid="more-stories">
          <summary className={shared.small}>{words.rest(rest.length, rest.filter(hasChanged).length)}</summary>
          <Pairs pairs={rest} />
        </details>
      )}
    </section>
  );
}

function Pairs({ pairs }: { readonly pairs: readonly Pair[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{text.inside.prompt}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.now}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={pair.before.prompt}>
            <th scope="row">{showTokens(pair.before.prompt)}</th>
            <td>
              <Answer episode={pair.before} />
            </td>
            <td className={hasChanged(pair) ? styles.changed : undefined}>
              <Answer episode={pair.now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
