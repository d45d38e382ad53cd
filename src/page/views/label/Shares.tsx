/** How often the two reward models order pairs as people did: the held-out labelers, and whoever ranked here. */
import { PROMPTS_TO_TEST, type LabelEffect } from '../../../protocol/label';
import type { Whose } from '../../text/en/labelEffect';
import { text } from '../../text/text';
import { formatMeasured, formatShare } from '../../ui/format';
import { Term } from '../../ui/Term';
import parts from './parts.module.css';
import styles from './Effect.module.css';

const words = text.effect;

interface Props {
  readonly effect: LabelEffect;
  readonly whose: Whose;
}

export function Shares({ effect, whose }: Props) {
  const { keptApart, accuracy, difference, onLearned, onKeptApart } = effect;
  return (
    <details className={styles.fold} data-testid="label-effect-result">
      <summary>{words.shares}</summary>
      <table className={parts.table}>
        <caption className={styles.caption}>{words.number}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" className={parts.number}>
              {words.without(whose)}
            </th>
            <th scope="col" className={parts.number}>
              {words.with(whose)}
            </th>
          </tr>
        </thead>
        <tbody>
          <Both name="learned" label={words.onLearned(whose)} values={onLearned} />
          {onKeptApart && (
            <Both
              name="kept-apart"
              label={words.onKeptApart(whose)}
              meaning={words.keptApartMeaning}
              values={onKeptApart}
            />
          )}
          <Both name="accuracy" label={words.accuracy} meaning={words.accuracyMeaning} values={accuracy} />
        </tbody>
      </table>
      <p className={parts.note}>
        <span>{`${words.accuracy}, ${words.difference}:`}</span>{' '}
        <b data-testid="effect-difference">{formatMeasured(difference, formatShare)}</b>.{' '}
        <span>
          {words.learned(keptApart)}
          {onKeptApart === null && `${words.notEnough(PROMPTS_TO_TEST)} `}
          {words.within} {words.scores}
        </span>
      </p>
    </details>
  );
}

interface BothProps {
  readonly name: string;
  readonly label: string;
  readonly meaning?: string;
  readonly values: LabelEffect['accuracy'];
}

function Both({ name, label, meaning, values }: BothProps) {
  return (
    <tr>
      <th scope="row">{meaning === undefined ? label : <Term meaning={meaning}>{label}</Term>}</th>
      <td className={parts.number} data-testid={`effect-${name}-without`} data-value={values.without?.value ?? ''}>
        {formatMeasured(values.without, formatShare)}
      </td>
      <td className={parts.number} data-testid={`effect-${name}-with`} data-value={values.with?.value ?? ''}>
        <b>{formatMeasured(values.with, formatShare)}</b>
      </td>
    </tr>
  );
}
