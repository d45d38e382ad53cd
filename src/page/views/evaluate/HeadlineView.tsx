/** The evaluation in a sentence, before all its numbers. */
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatFixed, formatMeasured, formatShare } from '../../ui/format';
import styles from './Evaluate.module.css';
import { headlineOf, type Headline, type Rung } from './headline';

const words = text.evaluate.headline;
const mark = (value: number) => formatFixed(value, 3);

function sentenceOf({ verdict, speaker, other, otherSize, preferred, ladder }: Headline): string {
  const mine = text.evaluate.modelNames[speaker];
  if (verdict === null || other === null) return words.alone(mine, formatMeasured(ladder[0].gold, mark));
  const theirs = `${text.evaluate.modelNames[other]}${otherSize === null ? '' : text.evaluate.ofSize(otherSize)}`;
  if (preferred !== null) return words.people[verdict](mine, theirs, formatMeasured(preferred, formatShare));
  return words.gold[verdict](mine, theirs);
}

const rungText = ({ speaker, gold }: Rung) => `${text.speakers[speaker].label} ${formatMeasured(gold, mark)}`;

/** Nothing before anything is evaluated. */
export function HeadlineView() {
  const evaluations = useStore(({ run }) => run.evaluations);
  const marks = useStore(({ run }) => run.sizeMarks);
  const headline = headlineOf(evaluations, marks);
  if (headline === null) return null;
  const { verdict, ladder } = headline;
  return (
    <div className={styles.headline} data-testid="evaluation-headline" data-verdict={verdict ?? ''}>
      <p>{sentenceOf(headline)}</p>
      {ladder.length > 1 && <p className={styles.ladder}>{words.ladder(ladder.map(rungText))}</p>}
      <p className={styles.sentence}>{words.sure}</p>
    </div>
  );
}
