/** Shown back at once: how the learner's pairs agree with every labeler and with gold, and where the answers came from. */
import { PROMPTS_TO_TEST, type LabelAgreement } from '../../../protocol/label';
import type { ResponseSource } from '../../../protocol/microSteps';
import { splitWords } from '../../../world/tokenizer';
import { MAX_RESPONSE } from '../../../world/vocabulary';
import { useRankings } from '../../store/label/rankings';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { prose } from '../../ui/prose';
import { formatMeasured, formatShare } from '../../ui/format';
import { Gold } from '../../ui/gold/Gold';
import shared from '../../ui/shared.module.css';
import { Term } from '../../ui/Term';
import { showTokens } from '../../store/tokenText';
import { Cited } from '../../ui/Cited';
import { answerText } from './answerText';
import parts from './parts.module.css';
import styles from './Agreement.module.css';
import { rankOf } from '../../store/label/levels';

const words = text.label.back;

/** InstructGPT §3.4. */
const PAPERS = 0.726;

interface Props {
  /** Whether the learner has ranked enough; before, the figures are folded away, so that they are no mark to chase. */
  readonly enough: boolean;
}

export function Agreement({ enough }: Props) {
  const agreement = useStore(({ run }) => run.labeling.agreement);
  const ranked = useRankings(({ rankings }) => rankings.some(({ file }) => file === undefined));
  const known = ranked && agreement !== null && agreement.mean !== null ? agreement : null;
  if (!known) return null;
  return (
    <section className={parts.column} aria-labelledby="agreement-heading" data-testid="label-agreement">
      <Newest golds={enough ? known.golds : {}} />
      <h2 className={shared.heading} id="agreement-heading">
        {words.heading}
      </h2>
      {enough ? (
        <div aria-live="polite" className={parts.column}>
          <Figures agreement={known} />
        </div>
      ) : (
        <details className={styles.fold} data-testid="agreement-fold">
          <summary>{words.later(PROMPTS_TO_TEST)}</summary>
          <Figures agreement={known} />
        </details>
      )}
    </section>
  );
}

function Figures({ agreement }: { readonly agreement: LabelAgreement }) {
  const { labelers, mean, spread, among, gold, goldPairs, pairs, prompts, unread, leftOut } = agreement;
  const least = formatShare(Math.min(...labelers));
  const most = formatShare(Math.max(...labelers));
  return (
    <>
      <dl className={styles.figures}>
        <div data-testid="agreement-labelers" data-value={mean?.value ?? ''}>
          <dt>{words.withLabelers(labelers.length)}</dt>
          <dd>{formatMeasured(mean, formatShare)}</dd>
        </div>
        <div data-testid="agreement-gold" data-value={gold?.value ?? ''}>
          <dt>
            {words.withGold} <span className={parts.note}>{words.goldBasis(goldPairs)}</span>
          </dt>
          <dd>{formatMeasured(gold, formatShare)}</dd>
        </div>
        <div data-testid="agreement-among" data-value={among ?? ''}>
          <dt>{words.among}</dt>
          <dd>{among === null ? text.number.none : formatShare(among)}</dd>
        </div>
        <div>
          <dt>
            <Cited>{words.paper}</Cited>
          </dt>
          <dd>{words.paperValue}</dd>
        </div>
      </dl>
      <Dots labelers={labelers} mean={mean?.value ?? 0} />
      <p className={parts.note}>
        {prose(
          `${words.spread(formatShare(Number(spread.toFixed(SPREAD_DECIMALS))), least, most)}.`,
          words.basis(pairs, prompts),
          prompts < 2 && words.few,
          unread > 0 && words.unread(unread),
          leftOut > 0 && words.leftOut(leftOut),
          words.method,
        )}
      </p>
    </>
  );
}

/** Labelers who agree alike differ by rounding alone, which is no spread. */
const SPREAD_DECIMALS = 6;

const WIDTH = 480;
const DOT = 3;
const TOP = 40;

/** One dot for each labeler on a line from 0 to 100 %, heaped where they fall together. */
function Dots({ labelers, mean }: { readonly labelers: readonly number[]; readonly mean: number }) {
  const heaps = new Map<number, number>();
  const dots = labelers.map((each, i) => {
    const x = Math.round((each * WIDTH) / (2 * DOT)) * 2 * DOT;
    const height = heaps.get(x) ?? 0;
    heaps.set(x, height + 1);
    return { x, height, labeler: i + 1, each };
  });
  const high = Math.max(3, ...heaps.values());
  const base = TOP - 20 + high * 2 * DOT;
  return (
    <svg
      className={styles.dots}
      viewBox={`-20 0 ${WIDTH + 40} ${base + 20}`}
      role="img"
      aria-label={words.dots(labelers.length)}
    >
      <line x1={0} x2={WIDTH} y1={base} y2={base} stroke="var(--rule)" />
      <Mark at={PAPERS} base={base} label={text.label.back.paperValue} dashed />
      <line x1={mean * WIDTH} x2={mean * WIDTH} y1={14} y2={base} stroke="var(--ink)" strokeWidth="2" />
      {dots.map(({ x, height, labeler, each }) => (
        <circle key={labeler} cx={x} cy={base - DOT - height * 2 * DOT} r={DOT - 0.8} fill="var(--rewardModel)">
          <title>{words.dotOf(labeler, formatShare(each))}</title>
        </circle>
      ))}
      <g fill="currentColor" textAnchor="middle">
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <text key={tick} x={tick * WIDTH} y={base + 15}>
            {formatShare(tick)}
          </text>
        ))}
      </g>
    </svg>
  );
}

interface MarkProps {
  readonly at: number;
  readonly base: number;
  readonly label: string;
  readonly dashed?: boolean;
}

function Mark({ at, base, label, dashed = false }: MarkProps) {
  return (
    <>
      <line
        x1={at * WIDTH}
        x2={at * WIDTH}
        y1={14}
        y2={base}
        stroke="var(--quiet)"
        {...(dashed ? { strokeDasharray: '3 3' } : {})}
      />
      <text x={at * WIDTH} y={10} fill="var(--quiet)" textAnchor="middle">
        {label}
      </text>
    </>
  );
}

/** The ranking that was handed in last, with what was hidden until then. */
function Newest({ golds }: Pick<LabelAgreement, 'golds'>) {
  const ranking = useRankings(({ rankings, newest }) => rankings.find(({ id }) => id === newest) ?? null);
  if (!ranking) return null;
  const gold = golds[ranking.id];
  return (
    <div data-testid="label-newest">
      <h3 className={styles.subheading}>{words.newest}</h3>
      <p className={styles.prompt}>{showTokens(ranking.prompt)}</p>
      <table className={parts.table}>
        <thead>
          <tr>
            <th scope="col">{words.rankColumn}</th>
            <th scope="col">{words.answer}</th>
            <th scope="col">{words.from}</th>
            {gold && (
              <th scope="col" className={parts.number}>
                <Term meaning={words.goldMeaning}>{words.gold}</Term>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {ranking.levels.flat().map((i) => (
            <tr key={i}>
              <td className={parts.number}>{rankOf(ranking.levels, i)}</td>
              <td className={parts.written}>{answerText(ranking.responses[i].text)}</td>
              <td className={styles.source}>
                <From source={ranking.responses[i].from} />
              </td>
              {gold && (
                <td className={parts.number}>
                  <GoldOf gold={gold[i]} prompt={ranking.prompt} written={ranking.responses[i].text} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface GoldOfProps {
  readonly gold: number;
  readonly prompt: string;
  readonly written: string;
}

/** An answer that was ranked has ended unless it has all the words that one may have. */
function GoldOf({ gold, prompt, written }: GoldOfProps) {
  return <Gold gold={gold} prompt={prompt} response={written} ended={splitWords(written).length < MAX_RESPONSE} />;
}

function From({ source }: { readonly source: ResponseSource }) {
  return <Term meaning={words.fromMeanings[source]}>{text.comparisons.origins[source]}</Term>;
}
