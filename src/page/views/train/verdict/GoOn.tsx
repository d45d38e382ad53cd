/** The way on from a run that is over: one black button, and quiet ones beside it. */
import { KNOB_NAMES, KNOBS, type KnobName } from '../../../../experiment/knobs';
import type { TrainedStage } from '../../../../experiment/names';
import { defaultSettings, pickSettings, type Settings } from '../../../../experiment/settings';
import { compareActions } from '../../../store/compare';
import { controlStateOf } from '../../../store/link/restrictions';
import { roundActions } from '../../../store/rounds';
import { actions, useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { Restrictable, useControl } from '../../../ui/Restrictable';
import shared from '../../../ui/shared.module.css';
import styles from './Outcome.module.css';
import { tellingPrompt } from './tellingPrompt';

const NEXT = { pretrain: 'sft', sft: 'rewardModel', rewardModel: 'ppo' } as const;

/** The stage's own knobs that do not stand at their defaults. */
function turnedKnobs(stage: TrainedStage, settings: Settings): readonly KnobName[] {
  const defaults = defaultSettings(settings.size);
  return KNOB_NAMES.filter((name) => {
    const { group } = KNOBS[name];
    return (group === stage || group === 'optimizer') && settings[name] !== defaults[name];
  });
}

interface Props {
  readonly stage: TrainedStage;
  /** Its run went wrong: where knobs were turned, the way on is to set them back. */
  readonly sick: boolean;
}

export function GoOn({ stage, sick }: Props) {
  const settings = useStore(({ run }) => run.settings);
  const replaying = useStore(({ replay }) => replay !== null);
  const turned = turnedKnobs(stage, settings);
  const mendable = useStore(({ restrictions }) =>
    (['run', ...turned] as const).every((name) => controlStateOf(restrictions, name) === 'free'),
  );
  if (replaying) return null;
  const mend = sick && turned.length > 0 && mendable;
  return (
    <>
      {mend && (
        <button
          type="button"
          className={styles.goOn}
          data-testid="mend"
          onClick={() => actions.run(stage, pickSettings(defaultSettings(settings.size), turned))}
        >
          {text.verdict.mend}
        </button>
      )}
      {stage === 'ppo' ? <AfterPpo black={!mend} /> : <NextStage stage={stage} black={!mend} />}
    </>
  );
}

function NextStage({ stage, black }: { readonly stage: keyof typeof NEXT; readonly black: boolean }) {
  return (
    <Restrictable name="map">
      <Restrictable name="run">
        <button
          type="button"
          className={black ? styles.goOn : shared.link}
          data-testid="go-on"
          onClick={() => {
            actions.selectStage(NEXT[stage]);
            actions.run(NEXT[stage]);
          }}
        >
          {text.verdict.goOn[stage]}
        </button>
      </Restrictable>
    </Restrictable>
  );
}

function AfterPpo({ black }: { readonly black: boolean }) {
  const comparable = useControl('compare') === 'free';
  const prompt = useStore(({ run }) => tellingPrompt(run.samples.ppo));
  return (
    <>
      {comparable && (
        <button
          type="button"
          className={black ? styles.goOn : shared.link}
          data-testid="go-on"
          onClick={() => compareActions.besideEarlier(prompt ?? undefined)}
        >
          {text.verdict.goOn.ppo}
        </button>
      )}
      <Restrictable name="nextRound">
        <button type="button" className={shared.link} data-testid="go-round" onClick={roundActions.next}>
          {text.verdict.round}
        </button>
      </Restrictable>
      <WithoutPenalty />
      {useControl('evaluate') === 'free' && (
        <button
          type="button"
          className={shared.link}
          data-testid="go-evaluate"
          onClick={() => actions.selectView('evaluate')}
        >
          {text.verdict.evaluate}
        </button>
      )}
    </>
  );
}

/** The experiment that shows what the penalty is for. */
function WithoutPenalty() {
  const klCoef = useStore(({ run }) => run.settings.klCoef);
  const runnable = useControl('run') === 'free';
  const turnable = useControl('klCoef') === 'free';
  if (klCoef === 0 || !runnable || !turnable) return null;
  return (
    <button
      type="button"
      className={shared.link}
      data-testid="without-penalty"
      onClick={() => actions.run('ppo', { klCoef: 0 })}
    >
      {text.verdict.withoutPenalty}
    </button>
  );
}
