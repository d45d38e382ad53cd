/** One kept run, and what can be done with it. */
import { ChartLine, Download, Layers, MessagesSquare, Pencil, Play } from 'lucide-react';
import { useState } from 'react';
import type { MetricName } from '../../metrics';
import type { TrainedStage } from '../../names';
import { lineageFacts } from '../../store/kept/lineage';
import type { KeptRun } from '../../store/kept/recorder';
import { runActions, useRuns } from '../../store/kept/runs';
import { actions } from '../../store/store';
import { text } from '../../text/text';
import { formatDuration, formatInteger, formatMetric } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { lineColor, STAGE_VOICES } from '../../ui/voices';
import styles from './Runs.module.css';
import { Sure } from './Sure';

const words = text.runs;

/** What one asks first of a run of the stage. */
const MAIN: Readonly<Record<TrainedStage, readonly MetricName[]>> = {
  pretrain: ['loss', 'heldOutLoss', 'perplexity'],
  sft: ['loss', 'heldOutLoss', 'goldReward'],
  rewardModel: ['loss', 'heldOutAccuracy', 'margin'],
  ppo: ['goldReward', 'proxyReward', 'kl', 'responseLength'],
};

interface Props {
  readonly run: KeptRun;
  /** What differs from the settings that all are told against; null for those themselves. */
  readonly differences: readonly string[] | null;
}

export function RunCard({ run, differences }: Props) {
  const { id, name, stage, metrics, changes } = run;
  const overlaid = useRuns((state) => state.overlaid?.id === id);
  const withPolicy = useRuns((state) => state.withWeights.has(id));
  const [renaming, setRenaming] = useState(false);
  return (
    <li className={styles.run} data-testid="run-card" style={{ borderLeftColor: lineColor(STAGE_VOICES[stage]) }}>
      {renaming ? (
        <Rename
          name={name}
          onDone={(next) => {
            setRenaming(false);
            if (next !== null) void runActions.rename(id, next);
          }}
        />
      ) : (
        <h3 className={styles.name} data-testid="run-name">
          {name}
        </h3>
      )}
      <Facts run={run} withPolicy={withPolicy} />
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
      <p className={styles.differences} data-testid="run-differences">
        {differences !== null &&
          (differences.length === 0 ? words.same : `${words.differs}: ${differences.join(', ')}`)}
        {changes.length > 0 && (
          <span className={shared.quiet}>
            {' '}
            {words.changed}: {changes.join(', ')}
          </span>
        )}
      </p>
      <div className={styles.buttons}>
        <button
          type="button"
          data-testid="overlay-run"
          aria-pressed={overlaid}
          title={words.overlayMeaning}
          onClick={() => (overlaid ? runActions.takeOff() : void runActions.overlay(id))}
        >
          <Layers size="1em" aria-hidden="true" /> {overlaid ? words.takeAway : words.overlay}
        </button>
        {overlaid && (
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
        )}
        <button type="button" data-testid="replay-run" onClick={() => void runActions.replay(id)}>
          <Play size="1em" aria-hidden="true" /> {words.replay}
        </button>
        {withPolicy && (
          <button
            type="button"
            data-testid="compare-run"
            title={words.compareMeaning}
            onClick={() => void runActions.compare(run)}
          >
            <MessagesSquare size="1em" aria-hidden="true" /> {words.compare}
          </button>
        )}
        <button type="button" data-testid="rename-run" onClick={() => setRenaming(true)}>
          <Pencil size="1em" aria-hidden="true" /> {words.rename}
        </button>
        <button
          type="button"
          data-testid="export-run"
          title={words.exportMeaning}
          onClick={() => void runActions.export(id)}
        >
          <Download size="1em" aria-hidden="true" /> {words.export}
        </button>
        <Sure id="delete-run" question={words.sure(1)} onSure={() => void runActions.remove([id])}>
          {words.delete}
        </Sure>
      </div>
    </li>
  );
}

/** What it ran on, how far, how long, and what is kept of it. */
function Facts({ run, withPolicy }: { readonly run: KeptRun; readonly withPolicy: boolean }) {
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
  const facts = [
    text.stages[stage].label,
    ...(round > 1 ? [words.round(round)] : []),
    words.seed(settings.seed),
    ...lineageFacts(lineage),
    text.backends[backend],
    new Date(begun).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }),
    ran === undefined ? words.lasted(formatDuration(seconds)) : words.ran(formatDuration(ran)),
    words.progress(formatInteger(iteration), formatInteger(iterations)),
    words.endings[ending],
    words.keptSteps(everyIteration),
    ...(withPolicy ? [words.withPolicy] : []),
  ];
  return (
    <ul className={styles.facts} role="list">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

interface RenameProps {
  readonly name: string;
  /** With the new name, or null to leave it. */
  readonly onDone: (name: string | null) => void;
}

function Rename({ name, onDone }: RenameProps) {
  const [typed, setTyped] = useState(name);
  const kept = typed.trim();
  const save = () => onDone(kept === '' || kept === name ? null : kept);
  return (
    <div className={styles.rename}>
      <input
        type="text"
        autoFocus
        maxLength={200}
        data-testid="run-new-name"
        aria-label={words.name}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') save();
          if (key === 'Escape') onDone(null);
        }}
      />
      <button type="button" onClick={save}>
        {words.saveName}
      </button>
      <button type="button" onClick={() => onDone(null)}>
        {words.cancel}
      </button>
    </div>
  );
}
