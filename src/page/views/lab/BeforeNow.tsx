/** The same stories before any feedback and now: what the learner's presses did. Those that changed come first. */
import { YOURS } from '../../../experiment/scenarios';
import type { LabModel, Measurement } from '../../store/lab/labRun';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { formatFixed, formatMeasured } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { Answer } from './Answers';
import styles from './Answers.module.css';
import { beforeAndNow } from './beforeAndNow';

const { beforeNow: words } = text.lab;

/** Before and now of a scenario that the learner plays. */
const ARMS = { before: 'sft', now: YOURS } as const;

const markOf = ({ y, error }: Measurement) =>
  formatMeasured({ value: y, error: error ?? null }, (mark) => formatFixed(mark, 2));

/** How many pairs are shown of all that are compared. */
const SHOWN = 4;

/** Nothing before the first round has been learned from. */
export function BeforeNow({ run }: { readonly run: LabModel }) {
  const pairs = beforeAndNow(run, ARMS.before, ARMS.now);
  const gold = run.arms.find(({ name }) => name === ARMS.now)?.points.storyGold ?? [];
  const [first, last] = [gold.at(0), gold.at(-1)];
  if (pairs.length === 0 || !first || !last || last.x === 0) return null;
  const changed = pairs.filter(({ before, now }) => before.response !== now.response).length;
  return (
    <section className={styles.answers} aria-label={words.heading} role="region" tabIndex={0} data-testid="before-now">
      <h3 className={shared.heading}>{words.heading}</h3>
      <p aria-live="polite" data-testid="stories-changed" data-changed={changed}>
        {words.changed(changed, pairs.length)} {words.gold(last.x, markOf(first), markOf(last))}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text.inside.prompt}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.now}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.slice(0, SHOWN).map(({ before, now }) => (
            <tr key={before.prompt}>
              <th scope="row">{showTokens(before.prompt)}</th>
              <td>
                <Answer episode={before} />
              </td>
              <td className={before.response === now.response ? undefined : styles.changed}>
                <Answer episode={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
