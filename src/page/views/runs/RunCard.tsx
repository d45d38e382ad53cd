/** One saved run, and what can be done with it. */
import { ChartLine, Layers, MessagesSquare, Play } from 'lucide-react';
import type { MetricName } from '../../../experiment/metrics';
import type { TrainedStage } from '../../../experiment/names';
import { lineageFacts } from '../../store/saved/lineage';
import type { SavedRun } from '../../store/saved/recorder';
import { runActions, useRuns } from '../../store/saved/runs';
import { actions } from '../../store/store';
import { text } from '../../text/text';
import { formatKnobChange } from '../../ui/charts/knobChange';
import { Restrictable } from '../../ui/Restrictable';
import { Symbols } from '../../ui/Symbols';
import { formatDuration, formatInteger, formatMetric, formatMoment } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { lineColor, STAGE_COLORS } from '../../ui/colors';
import { RunFrame } from './RunFrame';
import styles from './Runs.module.css';

const words = text.runs;

/** What one asks first of a run of the stage. */
const MAIN: Readonly<Record<TrainedStage, readonly MetricName[]>> = {
  pretrain: ['loss', 'heldOutLoss', 'perplexity'],
  sft: ['loss', 'heldOutLoss', 'goldReward'],
  rewardModel: ['loss', 'heldOutAccuracy', 'margin'],
  ppo: ['goldReward', 'proxyReward', 'kl', 'responseLength'],
};

interface Props {
  readonly run: SavedRun;
  /** How it differs from what all runs are compared with, in words. */
  readonly difference: string;
}

export function RunCard({ run, difference }: Props) {
  const { id, name, stage, metrics, changes } = run;
  const overlaid = useRuns((state) => state.overlaid?.id === id);
  const withPolicy = useRuns((state) => state.withWeights.has(id));
  return (
    <RunFrame
      {...{ id, name, kind: 'run', color: lineColor(STAGE_COLORS[stage]), exportMeaning: words.exportMeaning }}
      facts={factsOf(run, withPolicy)}
      measured={<Metrics stage={stage} metrics={metrics} />}
      differs={
        <>
          <Symbols>{difference}</Symbols>
          {changes.length > 0 && (
            <span className={shared.quiet}>
              {` ${words.changed}: ${changes.map((change) => formatKnobChange(change)).join(', ')}`}
            </span>
          )}
        </>
      }
    >
      <button
        type="button"
        data-testid="overlay-run"
        aria-pressed={overlaid}
        title={words.overlayMeaning}
        onClick={() => (overlaid ? runActions.takeOff() : void runActions.overlay(id))}
      >
        <Layers size="1em" aria-hidden="true" /> <span>{overlaid ? words.takeAway : words.overlay}</span>
      </button>
      {overlaid && (
        <Restrictable name="train">
          <button
            type="button"
            data-testid="see-overlay"
            onClick={() => {
              actions.selectStage(stage);
              actions.selectView('train');
            }}
          >
            <ChartLine size="1em" aria-hidden="true" /> {words.see}
          </button>
        </Restrictable>
      )}
      <button type="button" data-testid="replay-run" onClick={() => void runActions.replay(id)}>
        <Play size="1em" aria-hidden="true" /> {words.replay}
      </button>
      {withPolicy && (
        <Restrictable name="compare">
          <button
            type="button"
            data-testid="compare-run"
            title={words.compareMeaning}
            onClick={() => void runActions.compare(run)}
          >
            <MessagesSquare size="1em" aria-hidden="true" /> {words.compare}
          </button>
        </Restrictable>
      )}
    </RunFrame>
  );
}

function Metrics({ stage, metrics }: Pick<SavedRun, 'stage' | 'metrics'>) {
  return (
    <dl className={styles.metrics}>
      {MAIN[stage].map((metric) => {
        const value = metrics[metric];
        return value === undefined ? null : (
          <div key={metric} data-metric={metric} data-value={value} title={text.metrics[metric].meaning}>
            <dt>{text.metrics[metric].label}</dt>
            <dd className={shared.mono}>{formatMetric(metric, value)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Says what it ran on, how far, how long, and what is saved of it. */
function factsOf(run: SavedRun, withPolicy: boolean): readonly string[] {
  const {
    stage,
    round,
    backend,
    settings,
    lineage = {},
    begun,
    seconds,
    ran,
    iteration,
    iterations,
    ending,
    everyIteration,
  } = run;
  return [
    text.stages[stage].label,
    ...(round > 1 ? [words.round(round)] : []),
    words.seed(settings.seed),
    ...lineageFacts(lineage),
    text.backends[backend],
    formatMoment(begun),
    ran === undefined ? words.lasted(formatDuration(seconds)) : words.ran(formatDuration(ran)),
    words.progress(formatInteger(iteration), formatInteger(iterations)),
    words.endings[ending],
    words.savedSteps(everyIteration),
    ...(withPolicy ? [words.withPolicy] : []),
  ];
}
