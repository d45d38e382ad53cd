/** The same requests answered by the model as its stage began and as it is now; of a reward model, its scores. */
import type { Episode } from '../../../../protocol/microSteps';
import type { StageSamples } from '../../../store/run/pageModel';
import { showTokens } from '../../../store/tokenText';
import { text } from '../../../text/text';
import { ChangedWords, type Direction } from '../../../ui/ChangedWords';
import { textColor } from '../../../ui/colors';
import { isFooled } from '../../../ui/fooled';
import { formatFixed } from '../../../ui/format';
import { WhyGold, type Marked } from '../../../ui/gold/WhyGold';
import shared from '../../../ui/shared.module.css';
import { Term } from '../../../ui/Term';
import styles from './AnswerTable.module.css';

interface Props {
  readonly samples: StageSamples;
  /** The answers are the same before and now; what changes is what the reward model thinks of them. */
  readonly scoresOnly: boolean;
  /** While the stage runs every answer has its lines and no more, so that all stay in view; then they stand whole. */
  readonly running: boolean;
  /** What its rows are called. */
  readonly present: string;
}

/** The answers to one prompt, each with the one before. */
interface Asked {
  readonly prompt: string;
  readonly pairs: readonly { readonly before: Episode | null; readonly now: Episode }[];
}

/** Neighbors that answer one prompt stand together. */
export function byPrompt({ before, now }: Pick<StageSamples, 'before' | 'now'>): readonly Asked[] {
  const asked: { prompt: string; pairs: { before: Episode | null; now: Episode }[] }[] = [];
  for (const [i, episode] of now.entries()) {
    const pair = { before: before?.[i] ?? null, now: episode };
    const last = asked.at(-1);
    if (last?.prompt === episode.prompt) last.pairs.push(pair);
    else asked.push({ prompt: episode.prompt, pairs: [pair] });
  }
  return asked;
}

export function AnswerTable({ samples, scoresOnly, running, present }: Props) {
  const { before, now, iteration } = samples;
  const all = [...(before ?? []), ...now];
  const columns = {
    scoreBefore: scoresOnly,
    score: all.some(({ score }) => score !== null),
    gold: all.some(({ gold }) => gold !== null),
  };
  const { label, meaning } = text.metrics.proxyReward;
  const others = Number(columns.scoreBefore) + Number(columns.score);
  return (
    <table
      className={styles.table}
      data-testid="answers-table"
      data-running={running}
      data-scores-only={scoresOnly}
      aria-label={text.answers.heading}
    >
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            <Term meaning={`${text.answers.draw} ${text.answers.mark}`}>{text.answers.heading}</Term>{' '}
            <span className={styles.when}>
              {text.answers.drawn} {iteration === 0 ? present : text.answers.after(iteration)}
            </span>
          </th>
          {columns.scoreBefore && (
            <th scope="col" className={styles.number}>
              {text.answers.scoreFrom}
            </th>
          )}
          {columns.score && (
            <th scope="col" className={styles.number} style={{ color: textColor('rewardModel') }}>
              <Term meaning={meaning}>{label}</Term>
            </th>
          )}
          {columns.gold && (
            <th scope="col" className={styles.number}>
              <Term meaning={text.metrics.goldReward.meaning}>{text.metrics.goldReward.label}</Term>
            </th>
          )}
        </tr>
      </thead>
      {byPrompt(samples).map(({ prompt, pairs }, i) => (
        <tbody key={i} data-testid="asked">
          <tr>
            <th scope="rowgroup" colSpan={2 + others} className={styles.prompt}>
              {showTokens(prompt)}
            </th>
            {columns.gold && (
              <td className={styles.number}>{!running && <WhyGold marked={markedOf(pairs, scoresOnly, present)} />}</td>
            )}
          </tr>
          {pairs.map((pair, j) => (
            <Pair key={j} {...pair} columns={columns} present={present} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** The answers of a prompt that have a gold, as their rows are called. */
function markedOf(pairs: Asked['pairs'], scoresOnly: boolean, present: string): readonly Marked[] {
  const rows = pairs.flatMap(({ before, now }) => {
    if (scoresOnly || before === null) return [{ name: '', episode: now }];
    return [
      { name: text.answers.before, episode: before },
      { name: present, episode: now },
    ];
  });
  return rows.flatMap(({ name, episode }) =>
    episode.gold === null ? [] : [{ name, episode: { ...episode, gold: episode.gold } }],
  );
}

interface Columns {
  readonly scoreBefore: boolean;
  readonly score: boolean;
  readonly gold: boolean;
}

interface PairProps {
  readonly columns: Columns;
  readonly present: string;
}

function Pair({ before, now, columns, present }: Asked['pairs'][number] & PairProps) {
  if (columns.scoreBefore) return <Row episode={now} scoreBefore={before?.score ?? null} columns={columns} />;
  return (
    <>
      {before !== null && <Row name={text.answers.before} isBefore episode={before} columns={columns} />}
      <Row name={before === null ? '' : present} episode={now} before={before} columns={columns} />
    </>
  );
}

/** Whether an answer is better than the one before: by the judge's mark, or by the score where the judge has given none. */
export function directionOf(before: Episode | null, now: Episode): Direction {
  const pairs = [[before?.gold ?? null, now.gold] as const, [before?.score ?? null, now.score] as const];
  for (const [then, since] of pairs) {
    if (then !== null && since !== null) return since === then ? 'same' : since > then ? 'better' : 'worse';
  }
  return 'same';
}

interface RowProps {
  readonly name?: string;
  /** It is the answer of the model as the stage began. */
  readonly isBefore?: boolean;
  readonly episode: Episode;
  /** Of the model as the stage began; its words are not marked. */
  readonly before?: Episode | null;
  readonly scoreBefore?: number | null;
  readonly columns: Columns;
}

function Row({ name = '', isBefore = false, episode, before = null, scoreBefore = null, columns }: RowProps) {
  const { response, ended, score, gold } = episode;
  const direction = directionOf(before, episode);
  const number = (column: string, value: number | null, style = {}) => (
    <td className={styles.number} style={style} data-column={column} data-value={value}>
      {value === null ? <Term meaning={text.answers.noMark}>{text.number.none}</Term> : formatFixed(value, 2)}
    </td>
  );
  return (
    <tr data-before={isBefore}>
      <td className={styles.name}>{name}</td>
      <td className={styles.answer}>
        <div className={styles.words}>
          {response === '' ? (
            <span className={styles.unfinished}>{text.inside.silent}</span>
          ) : (
            <ChangedWords before={before?.response ?? null} now={response} direction={direction} />
          )}
          {direction !== 'same' && <span className={shared.heard}> {text.answers.direction[direction]}</span>}
          {!ended && <span className={styles.unfinished}> … {text.inside.unfinished}</span>}
        </div>
        {isFooled(before, episode) && (
          <p className={styles.fooled} data-testid="fooled">
            {text.answers.fooled}
          </p>
        )}
      </td>
      {columns.scoreBefore && number('scoreBefore', scoreBefore)}
      {columns.score && number('score', score, { color: textColor('rewardModel') })}
      {columns.gold && number('gold', gold)}
    </tr>
  );
}
