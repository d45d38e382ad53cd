/** Where in the story we are: the four stages, where their weights come from, and the way round again. */
import type { MetricName } from '../../experiment/metrics';
import { NETWORKS, TRAINED_STAGES, type TrainedStage } from '../../experiment/names';
import type { StageState } from '../store/run/pageModel';
import { roundActions } from '../store/rounds';
import { rankingsByPeople } from '../store/run/rankingsByPeople';
import { actions, useStore } from '../store/store';
import { countText, stageMeaning, statusText, waitsFor } from '../ui/stageText';
import { text } from '../text/text';
import { Restrictable, useControl } from '../ui/Restrictable';
import { formatMetric } from '../ui/format';
import { NetworkGlyph } from '../ui/NetworkGlyph';
import { FROZEN, NETWORKS_AT_WORK } from '../ui/networks';
import styles from './PipelineMap.module.css';
import shared from '../ui/shared.module.css';
import { Sparkline } from './Sparkline';
import { STAGE_COLORS, textColor, type ColorName } from '../ui/colors';

interface MainMetric {
  readonly metric: MetricName;
  readonly color: ColorName;
}

const MAIN: Readonly<Record<TrainedStage, readonly MainMetric[]>> = {
  pretrain: [{ metric: 'loss', color: 'base' }],
  sft: [{ metric: 'loss', color: 'sft' }],
  rewardModel: [{ metric: 'heldOutAccuracy', color: 'rewardModel' }],
  ppo: [
    { metric: 'goldReward', color: 'gold' },
    { metric: 'proxyReward', color: 'rewardModel' },
  ],
};

export function PipelineMap() {
  const selected = useStore(({ page, trainedStage }) => (page.stage === 'evaluate' ? trainedStage : page.stage));
  const ppo = useStore(({ run }) => run.stages.ppo);
  const training = useStore(({ view }) => view === 'train');
  const place = TRAINED_STAGES.indexOf(selected);
  const [before, after] = [TRAINED_STAGES.at(place - 1), TRAINED_STAGES.at(place + 1)];
  const control = useControl('map');
  // The stages themselves are trained in the view that may be hidden.
  const fixed = useControl('train') !== 'free' || control === 'locked';
  const canGoAgain = ppo !== null && ppo.status !== 'running' && ppo.status !== 'locked' && ppo.iteration > 0;
  if (control === 'hidden') return null;
  return (
    <nav className={styles.map} aria-label={text.map.label}>
      <button
        type="button"
        className={styles.arrow}
        aria-label={text.map.previous}
        disabled={fixed || place === 0}
        onClick={() => before !== undefined && actions.selectStage(before)}
      >
        ‹
      </button>
      <ol className={styles.stages}>
        {TRAINED_STAGES.map((stage, i) => (
          <StageCard
            key={stage}
            stage={stage}
            number={i}
            selected={stage === selected}
            current={training && stage === selected}
            fixed={fixed}
          />
        ))}
      </ol>
      <button
        type="button"
        className={styles.arrow}
        aria-label={text.map.next}
        disabled={fixed || place === TRAINED_STAGES.length - 1}
        onClick={() => after !== undefined && actions.selectStage(after)}
      >
        ›
      </button>
      <div className={styles.loop}>
        <span className={styles.track} aria-hidden="true" />
        <Restrictable name="nextRound">
          <button
            type="button"
            className={styles.again}
            data-testid="next-round"
            disabled={!canGoAgain}
            title={canGoAgain ? text.map.againMeaning : text.map.againNeeds}
            onClick={roundActions.next}
          >
            {text.map.again}
          </button>
        </Restrictable>
        <Rounds state={ppo} />
      </div>
    </nav>
  );
}

/** Which round this is, and the way back to the one before. */
function Rounds({ state }: { readonly state: StageState | null }) {
  const round = state?.round ?? 1;
  return (
    <span className={styles.rounds}>
      <span className={shared.quiet} data-testid="round">
        {text.map.round(round)}
      </span>
      {round > 1 && (
        <Restrictable name="nextRound">
          <button
            type="button"
            className={shared.link}
            data-testid="previous-round"
            title={text.map.backMeaning(round - 1)}
            onClick={roundActions.previous}
          >
            {text.map.back(round - 1)}
          </button>
        </Restrictable>
      )}
    </span>
  );
}

interface CardProps {
  readonly stage: TrainedStage;
  readonly number: number;
  /** The one that a narrow screen shows. */
  readonly selected: boolean;
  /** The one that the learner is looking at. */
  readonly current: boolean;
  /** It shows how the stage stands, and leads nowhere. */
  readonly fixed: boolean;
}

/** Whether the learner's own rankings are in it. */
function isTaught(state: StageState | null): boolean {
  return state?.origin === 'trained' && (state.lessons?.own ?? 0) > 0;
}

/** Where its weights came from; of a reward model that a learner has taught, that too. */
function originTold(state: StageState | null): string {
  const learned = isTaught(state) ? rankingsByPeople(state?.lessons) : null;
  if (learned !== null) return learned;
  return state?.origin ? text.origins[state.origin] : waitsFor(state);
}

function StageCard({ stage, number, selected, current, fixed }: CardProps) {
  const state = useStore(({ run }) => run.stages[stage]);
  const meaning = useStore(({ run }) => stageMeaning(stage, run.settings));
  const curves = useStore(({ run }) => run.curves[stage].at(-1));
  const origin = state?.origin ?? null;
  const lines = MAIN[stage].flatMap(({ metric, color }) => {
    const series = curves?.series[metric];
    const last = series?.last ?? null;
    return series === undefined || last === null ? [] : [{ metric, color, series, last: last.y }];
  });
  return (
    <li className={styles.stage} data-selected={selected}>
      <button
        type="button"
        className={styles.card}
        data-testid={`stage-${stage}`}
        data-status={state?.status ?? ''}
        data-origin={origin ?? ''}
        title={fixed ? text.classroom.locked : meaning}
        disabled={fixed}
        {...(current ? { 'aria-current': 'step' as const } : {})}
        onClick={() => actions.selectStage(stage)}
      >
        <span className={styles.name}>
          <span className={styles.number} style={{ color: textColor(STAGE_COLORS[stage]) }}>
            {number}
          </span>
          {text.stages[stage].label}
          <span className={styles.status}>{statusText(state)}</span>
        </span>
        <span className={styles.main} data-taught={isTaught(state)}>
          {lines.map(({ metric, color, last }) => (
            <span key={metric} style={{ color: textColor(color) }}>
              {text.metrics[metric].label} <b className={shared.mono}>{formatMetric(metric, last)}</b>
            </span>
          ))}
          <Sparkline lines={lines} />
          <span className={styles.origin}>{originTold(state)}</span>
        </span>
        <span className={styles.model}>
          {stage === 'ppo' ? <PpoNetworks /> : <StageNetwork stage={stage} />}
          {state !== null && state.iteration > 0 && <span className={styles.steps}>{countText(state)}</span>}
        </span>
      </button>
    </li>
  );
}

/** The one network that the stage trains, at work while it runs. */
function StageNetwork({ stage }: { readonly stage: Exclude<TrainedStage, 'ppo'> }) {
  const running = useStore(({ run }) => run.stages[stage]?.status === 'running');
  const size = useStore(({ run }) => (stage === 'rewardModel' ? run.settings.rewardModelSize : run.settings.size));
  return (
    <>
      <NetworkGlyph color={STAGE_COLORS[stage]} frozen={false} working={running} />
      <span>
        <span className={styles.trains}>{text.map.trains[stage]}, </span>
        {text.map.size(size)}
      </span>
    </>
  );
}

/** Four networks take part in PPO; those at work in its present micro-step are filled, the frozen ones dashed. */
function PpoNetworks() {
  const current = useStore(({ run }) => run.microSteps.ppo?.current ?? 'prompts');
  const works = NETWORKS_AT_WORK[current];
  return (
    <span className={styles.networks} role="img" aria-label={text.map.networks}>
      {NETWORKS.map((name) => (
        <span key={name} title={`${text.step.network[name].label}${FROZEN[name] ? `, ${text.step.frozen}` : ''}`}>
          <NetworkGlyph color={name} frozen={FROZEN[name]} working={works[name] !== undefined} />
        </span>
      ))}
      <span aria-hidden="true">{text.map.fourNetworks}</span>
    </span>
  );
}
