/**
 * One saved run of the lab. It is no run of a stage: its curves are not those of the training charts, and there is no moment
 * of the page to replay. It is seen again in the lab.
 */
import { FlaskConical } from 'lucide-react';
import { SCENARIOS } from '../../../experiment/scenarios';
import type { SavedLabRun } from '../../store/saved/savedLabRun';
import { runActions } from '../../store/saved/runs';
import { plainSymbols } from '../../text/symbolText';
import { text } from '../../text/text';
import { armLabel } from '../../ui/armLabel';
import { Restrictable } from '../../ui/Restrictable';
import { Symbols } from '../../ui/Symbols';
import { formatDuration, formatError, formatMoment, formatNumber } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { predictionSentences } from './predictions';
import { RunFrame } from './RunFrame';
import styles from './Runs.module.css';

const words = text.runs;

interface Props {
  readonly run: SavedLabRun;
  /** How it differs from what all runs are compared with, in words. */
  readonly difference: string;
}

export function LabRunCard({ run, difference }: Props) {
  const { id, name, settings, backend, begun, seconds, imported, recorded } = run;
  const facts = [
    words.lab.kind,
    ...(recorded ? [words.lab.recorded] : []),
    words.seed(settings.seed),
    words.lab.size(settings.size),
    text.backends[backend],
    formatMoment(begun),
    (recorded ? words.lab.recordedIn : words.ran)(formatDuration(seconds)),
    ...(imported ? [words.lab.imported] : []),
  ];
  return (
    <RunFrame
      {...{ id, name, kind: 'lab-run', color: 'var(--ink)', facts, exportMeaning: words.lab.exportMeaning }}
      measured={
        <>
          <Predicted run={run} />
          <Measured run={run} />
        </>
      }
      differs={<Symbols>{difference}</Symbols>}
    >
      <Restrictable name="lab">
        <button
          type="button"
          data-testid="open-in-lab"
          title={words.lab.openMeaning}
          onClick={() => void runActions.openInLab(id)}
        >
          <FlaskConical size="1em" aria-hidden="true" /> {words.lab.open}
        </button>
      </Restrictable>
    </RunFrame>
  );
}

/** What was predicted of it and what came out; nothing where nobody predicted. */
function Predicted({ run }: { readonly run: SavedLabRun }) {
  const told = predictionSentences(run);
  return told.length === 0 ? null : (
    <p className={styles.predicted} data-testid="lab-prediction">
      {told.join(' ')}
    </p>
  );
}

/** What each variant measured last, in the order of the scenario's pictures. */
function Measured({ run: { name, scenario, settings, measured, recorded } }: { readonly run: SavedLabRun }) {
  const arms = [...new Set(measured.map(({ arm }) => arm))];
  const drawn = SCENARIOS[scenario].panels.flatMap(({ quantities }) => quantities);
  const quantities = drawn.filter((quantity) => measured.some((each) => each.quantity === quantity));
  return (
    <div
      className={styles.measured}
      tabIndex={0}
      role="region"
      aria-label={`${plainSymbols(name)}: ${words.lab.measured}`}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{words.lab.measured}</th>
            {quantities.map((quantity) => (
              <th key={quantity} scope="col" title={text.lab.quantities[quantity].title}>
                {text.lab.quantities[quantity].label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <tr key={arm}>
              <th scope="row">{armLabel(scenario, arm, settings, recorded === true)}</th>
              {quantities.map((quantity) => {
                const last = measured.find((each) => each.arm === arm && each.quantity === quantity);
                return (
                  <td
                    key={quantity}
                    className={shared.mono}
                    data-arm={arm}
                    data-quantity={quantity}
                    data-value={last?.y}
                  >
                    {last && `${formatNumber(last.y)}${formatError(last.error)}`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
