/** How much the rankings by people count beside the simulated ones: the knob, and what it comes to as a ratio. */
import { SHORT_RANKINGS, type LabelEffect, type OwnRanking } from '../../../protocol/label';
import { hasPairs, splitRankings } from '../../../protocol/rankingSplit';
import { ratioOf } from '../../store/label/ratio';
import { actions, useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatInteger, formatSetting } from '../../ui/format';
import { KnobField } from '../../ui/knobs/KnobField';
import parts from './parts.module.css';
import styles from './Effect.module.css';

const words = text.effect;

interface Props {
  readonly effect: LabelEffect | null;
  /** Those that a model can learn from. */
  readonly rankings: readonly OwnRanking[];
}

export function Weight({ effect, rankings }: Props) {
  const settings = useStore(({ run }) => run.settings);
  const { ownLabelWeight, comparisonPrompts } = settings;
  const people = splitRankings(rankings).learned.filter(hasPairs).length;
  const next = against(people, ownLabelWeight, Math.min(SHORT_RANKINGS, comparisonPrompts));
  const was = effect && against(effect.learned, effect.weight, effect.simulated);
  return (
    <>
      {was !== null && (
        <p className={parts.note} data-testid="effect-ratio">
          {was}
        </p>
      )}
      <details className={styles.fold}>
        <summary>{words.weight}</summary>
        <KnobField
          name="ownLabelWeight"
          settings={settings}
          onChange={actions.changeSettings}
          onAttend={() => undefined}
        />
        <p className={parts.note} data-testid="weight-ratio">
          {next}
        </p>
      </details>
    </>
  );
}

function against(people: number, weight: number, simulated: number): string {
  const ratio = ratioOf(people, weight, simulated);
  const written = ratio && ([formatSetting(ratio[0]), formatSetting(ratio[1])] as const);
  return words.against(formatInteger(people), formatSetting(weight), formatInteger(simulated), written);
}
