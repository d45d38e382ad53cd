/** The quieter ways on from the rankings: PPO step by step on the short reward model, and stage 2 in full. */
import type { LabelEffect } from '../../../protocol/label';
import { roundActions } from '../../store/rounds';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatInteger } from '../../ui/format';
import { Restrictable, useControl } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import parts from './parts.module.css';

const words = text.effect;

export function WaysOn({ effect }: { readonly effect: LabelEffect | null }) {
  const modelsGone = useStore(({ run }) => run.labeling.modelsGone);
  const simulated = useStore(({ run }) => run.settings.comparisonPrompts);
  // They are trained in a view of their own, which a link may restrict.
  if (useControl('train') !== 'free') return null;
  return (
    <div className={parts.buttons}>
      {effect && modelsGone && <span className={parts.note}>{words.gone}</span>}
      {effect && !modelsGone && (
        <button
          type="button"
          className={shared.link}
          data-testid="label-step"
          title={words.stepMeaning}
          onClick={roundActions.stepOnLabels}
        >
          {words.step}
        </button>
      )}
      <Restrictable name="run">
        <button
          type="button"
          className={shared.link}
          data-testid="label-train"
          title={words.fullMeaning(formatInteger(simulated))}
          onClick={roundActions.trainOnLabels}
        >
          {words.full}
        </button>
      </Restrictable>
    </div>
  );
}
