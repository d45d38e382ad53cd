/** What a run came to, beside what was predicted of it. */
import { SCENARIOS, type ScenarioName } from '../../../experiment/scenarios';
import { hands, useLab, type Guess } from '../../store/lab/lab';
import type { LabModel } from '../../store/lab/labRun';
import { OUTCOMES } from '../../store/lab/outcomes';
import { text } from '../../text/text';
import { prose } from '../../ui/prose';
import shared from '../../ui/shared.module.css';
import { beforeAndNow, hasChanged } from './beforeAndNow';
import styles from './Lab.module.css';

/** How the prediction and the hands stand to what came out; null where nobody knows what that was. */
function comparisonOf(name: ScenarioName, came: number | null, { prediction, tally }: Guess): string {
  if (came === null) return '';
  const { choices } = text.lab.scenarios[name];
  const own = prediction === null ? '' : prediction === came ? text.lab.right : text.lab.wrong(choices[prediction]);
  const counted = tally === null ? 0 : hands(tally);
  return prose(own, tally !== null && counted > 0 && text.lab.hands(tally[came], counted));
}

/** Where nobody knows what came out: of a scenario that is played, at least what changed. */
function unclear(name: ScenarioName, run: LabModel, recorded: boolean): string {
  const pairs = SCENARIOS[name].played === true ? beforeAndNow(run) : [];
  if (pairs.length === 0) return text.lab.unclear;
  return text.lab.beforeNow.early(pairs.filter(hasChanged).length, pairs.length, recorded);
}

interface Props {
  readonly name: ScenarioName;
  readonly run: LabModel;
  readonly recorded: boolean;
}

export function Outcome({ name, run, recorded }: Props) {
  const guess = useLab((state) => state.guess);
  const came = OUTCOMES[name](run);
  return (
    <div className={styles.outcome} role="status" data-testid="lab-outcome" data-outcome={came ?? ''}>
      <h3 className={shared.heading}>{text.lab.came}</h3>
      <p>{came === null ? unclear(name, run, recorded) : `… ${text.lab.scenarios[name].choices[came]}.`}</p>
      <p className={styles.meaning}>{prose(comparisonOf(name, came, guess), text.lab.oneRun)}</p>
    </div>
  );
}
