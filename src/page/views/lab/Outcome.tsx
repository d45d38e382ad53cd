/** What a run came to, beside what was predicted of it. */
import type { ScenarioName } from '../../../experiment/scenarios';
import { hands, useLab, type Guess } from '../../store/lab/lab';
import type { LabModel } from '../../store/lab/labRun';
import { OUTCOMES } from '../../store/lab/outcomes';
import { text } from '../../text/text';
import { prose } from '../../ui/prose';
import shared from '../../ui/shared.module.css';
import styles from './Lab.module.css';

/** How the prediction and the hands stand to what came out; null where nobody knows what that was. */
function comparisonOf(name: ScenarioName, came: number | null, { prediction, tally }: Guess): string {
  if (came === null) return '';
  const { choices } = text.lab.scenarios[name];
  const own = prediction === null ? '' : prediction === came ? text.lab.right : text.lab.wrong(choices[prediction]);
  const counted = tally === null ? 0 : hands(tally);
  return prose(own, tally !== null && counted > 0 && text.lab.hands(tally[came], counted));
}

export function Outcome({ name, run }: { readonly name: ScenarioName; readonly run: LabModel }) {
  const guess = useLab((state) => state.guess);
  const came = OUTCOMES[name](run);
  return (
    <div className={styles.outcome} role="status" data-testid="lab-outcome" data-outcome={came ?? ''}>
      <h3 className={shared.heading}>{text.lab.came}</h3>
      <p>{came === null ? text.lab.unclear : `… ${text.lab.scenarios[name].choices[came]}.`}</p>
      <p className={styles.meaning}>{prose(comparisonOf(name, came, guess), text.lab.oneRun)}</p>
    </div>
  );
}
