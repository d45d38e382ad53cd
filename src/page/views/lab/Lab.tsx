/** The lab: a list of scenarios, or one of them. */
import { SCENARIO_NAMES } from '../../../experiment/scenarios';
import { scenarioActions } from '../../store/lab/scenario';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import styles from './Lab.module.css';
import { ScenarioView } from './ScenarioView';

export function Lab() {
  const scenario = useStore((state) => state.scenario);
  if (scenario !== null) return <ScenarioView key={scenario} name={scenario} />;
  return (
    <main className={styles.lab}>
      <h2 className={styles.heading}>{text.lab.heading}</h2>
      <p className={styles.sentence}>{text.lab.sentence}</p>
      <ul className={styles.list} role="list">
        {SCENARIO_NAMES.map((name) => (
          <li key={name}>
            <button
              type="button"
              className={styles.card}
              data-testid={`scenario-${name}`}
              onClick={() => scenarioActions.select(name)}
            >
              <b className={styles.title}>{text.lab.scenarios[name].title}</b>
              <span className={styles.known}>{text.lab.scenarios[name].known}</span>
              <span>{text.lab.scenarios[name].question}</span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
