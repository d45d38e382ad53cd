/** What all variants answered last: a row for each prompt, a column for each variant. */
import type { ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import type { Episode } from '../../../protocol/microSteps';
import type { LabModel } from '../../store/lab/labRun';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { armLabel } from '../../ui/armLabel';
import { textColor } from '../../ui/colors';
import { formatFixed } from '../../ui/format';
import { Gold } from '../../ui/gold/Gold';
import shared from '../../ui/shared.module.css';
import styles from './Answers.module.css';

interface Props {
  readonly scenario: ScenarioName;
  readonly run: LabModel;
  readonly ran: Settings | null;
  readonly recorded: boolean;
}

/** Prompts that are shown. */
const ROWS = 6;

/** Nothing where no variant answered. */
export function Answers({ scenario, run, ran, recorded }: Props) {
  const answering = run.arms.filter(({ answers }) => answers.length > 0);
  const prompts = [...new Set(answering.flatMap(({ answers }) => answers.map(({ prompt }) => prompt)))].slice(0, ROWS);
  if (answering.length === 0) return null;
  return (
    <section
      className={styles.answers}
      aria-label={text.lab.answers}
      role="region"
      tabIndex={0}
      data-testid="lab-answers"
    >
      <h3 className={shared.small}>{text.lab.answers}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text.inside.prompt}</th>
            {answering.map(({ name }) => (
              <th scope="col" key={name}>
                {armLabel(scenario, name, ran, recorded)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {prompts.map((prompt) => (
            <tr key={prompt}>
              <th scope="row">{showTokens(prompt)}</th>
              {answering.map(({ name, answers }) => (
                <td key={name} data-arm={name}>
                  {answers
                    .filter((each) => each.prompt === prompt)
                    .map((episode, i) => (
                      <Answer key={i} episode={episode} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** One answer with the reward model's score and its gold, where they are known. */
export function Answer({ episode }: { readonly episode: Episode }) {
  const { prompt, response, ended, score, gold } = episode;
  return (
    <div className={styles.answer}>
      <span>
        {response === '' ? <i>{text.inside.silent}</i> : showTokens(response)}
        {!ended && <i> … {text.inside.unfinished}</i>}
      </span>{' '}
      <span className={styles.marks}>
        {score !== null && (
          <span style={{ color: textColor('rewardModel') }} data-column="score" data-value={score}>
            {text.inside.score} {formatFixed(score, 2)}
          </span>
        )}{' '}
        {gold !== null && (
          <span data-column="gold" data-value={gold}>
            {text.inside.gold} <Gold {...{ gold, prompt, response, ended }} />
          </span>
        )}
      </span>
    </div>
  );
}
