/** What the learner's rankings changed: two short reward models, with and without them, and the way on from there. */
import { RANKINGS_TO_TEST, SHORT_RANKINGS, type LabelEffect } from '../../../protocol/label';
import { countLearnable } from '../../store/label/labelingRun';
import { useRankings } from '../../store/label/rankings';
import { roundActions } from '../../store/rounds';
import { actions, useStore } from '../../store/store';
import { text } from '../../text/text';
import { prose } from '../../ui/prose';
import { formatInteger, formatMeasured, formatSetting, formatShare } from '../../ui/format';
import { useControl } from '../../ui/Restrictable';
import { KnobField } from '../../ui/knobs/KnobField';
import shared from '../../ui/shared.module.css';
import { Term } from '../../ui/Term';
import parts from './parts.module.css';
import styles from './Effect.module.css';

const words = text.label.effect;

interface EffectProps {
  /** From round 2 on the primary button is the full training. */
  readonly round: number;
}

export function Effect({ round }: EffectProps) {
  const labeling = useStore(({ run }) => run.labeling);
  const { fraction, effect } = labeling;
  const settings = useStore(({ run }) => run.settings);
  const ranked = countLearnable(
    useRankings(({ rankings }) => rankings),
    labeling,
  );
  // The ways on are trained in a view of their own, which a link may restrict.
  const leadsOn = useControl('train') === 'free';
  const busy = fraction !== null;
  const canCompare = ranked > 0 && !busy;
  return (
    <section className={parts.column} aria-labelledby="effect-heading" data-testid="label-effect">
      <h2 className={shared.heading} id="effect-heading">
        {words.heading}
      </h2>
      <p className={parts.note}>
        {prose(
          words.sentence(formatInteger(Math.min(SHORT_RANKINGS, settings.comparisonPrompts))),
          ranked < RANKINGS_TO_TEST && !effect && words.needs(ranked, RANKINGS_TO_TEST),
        )}
      </p>
      <KnobField
        name="ownLabelWeight"
        settings={settings}
        onChange={actions.changeSettings}
        onAttend={() => undefined}
      />
      <div className={parts.buttons}>
        {effect && leadsOn && (
          <button type="button" className={parts.primary} data-testid="label-step" onClick={roundActions.stepOnLabels}>
            {words.step}
          </button>
        )}
        <button
          type="button"
          className={effect || round > 1 ? undefined : parts.primary}
          data-testid="label-compare"
          aria-disabled={!canCompare}
          onClick={() => canCompare && roundActions.compareLabels()}
        >
          {effect ? words.again : words.compare}
        </button>
        {leadsOn && (
          <button
            type="button"
            data-testid="label-train"
            aria-disabled={ranked === 0}
            title={words.fullMeaning(formatInteger(settings.comparisonPrompts))}
            onClick={() => ranked > 0 && roundActions.trainOnLabels()}
          >
            {words.full}
          </button>
        )}
      </div>
      {effect && leadsOn && <p className={parts.note}>{words.stepMeaning}</p>}
      {busy && (
        <p className={parts.progress} role="status">
          {words.training} <progress aria-label={words.training} max={1} value={fraction} />
        </p>
      )}
      {effect && <Result effect={effect} ranked={ranked} />}
    </section>
  );
}

function Result({ effect, ranked }: { readonly effect: LabelEffect; readonly ranked: number }) {
  const { learned, keptApart, weight, accuracy, difference, onLearned, onKeptApart } = effect;
  return (
    <div className={parts.column} data-testid="label-effect-result">
      <table className={parts.table}>
        <caption className={styles.caption}>{words.number}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" className={parts.number}>
              {words.without}
            </th>
            <th scope="col" className={parts.number}>
              {words.with}
            </th>
          </tr>
        </thead>
        <tbody>
          <Both name="accuracy" label={words.accuracy} meaning={words.accuracyMeaning} values={accuracy} />
          <Both name="learned" label={words.onLearned} values={onLearned} />
          {onKeptApart && (
            <Both name="kept-apart" label={words.onKeptApart} meaning={words.keptApartMeaning} values={onKeptApart} />
          )}
        </tbody>
      </table>
      <p className={parts.note}>
        <span>{`${words.accuracy}, ${words.difference}:`}</span>{' '}
        <b data-testid="effect-difference">{formatMeasured(difference, formatShare)}</b>.{' '}
        <span>
          {prose(
            words.learned(learned, formatSetting(weight), keptApart),
            onKeptApart === null && words.notEnough(RANKINGS_TO_TEST),
            words.within,
          )}
        </span>
      </p>
      {ranked !== learned + keptApart && <p className={parts.note}>{words.stale}</p>}
      <p className={parts.note}>{words.scores}</p>
    </div>
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
