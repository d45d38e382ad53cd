/** The lab: a list of scenarios, the easiest first, or one of them. */
import { useEffect } from 'react';
import { FIRST_SCENARIOS, SCENARIO_NAMES, type ScenarioName } from '../../../experiment/scenarios';
import { labActions, useLab } from '../../store/lab/lab';
import { scenarioActions } from '../../store/lab/scenario';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatDuration } from '../../ui/format';
import styles from './Lab.module.css';
import { ScenarioView } from './ScenarioView';
import { Thumbnail } from './Thumbnail';

export function Lab() {
  const scenario = useStore((state) => state.scenario);
  return scenario === null ? <List /> : <ScenarioView key={scenario} name={scenario} />;
}

function List() {
  useEffect(() => void labActions.loadCards(), []);
  return (
    <main className={styles.lab}>
      <h2 className={styles.heading}>{text.lab.heading}</h2>
      <p className={styles.sentence}>{text.lab.sentence}</p>
      <ul className={styles.list} role="list">
        {SCENARIO_NAMES.map((name) => (
          <li key={name}>
            <Card name={name} />
          </li>
        ))}
      </ul>
    </main>
  );
}

function Card({ name }: { readonly name: ScenarioName }) {
  const card = useLab((state) => state.cards?.[name]);
  const { title, known, question } = text.lab.scenarios[name];
  const isFirst = FIRST_SCENARIOS.includes(name);
  return (
    <button
      type="button"
      className={isFirst ? styles.firstCard : styles.card}
      data-printed
      data-testid={`scenario-${name}`}
      onClick={() => scenarioActions.select(name)}
    >
      {isFirst && <span className={styles.startHere}>{text.lab.startHere}</span>}
      <b className={styles.title}>{title}</b>
      <span className={styles.known}>{known}</span>
      <span>{question}</span>
      <span className={styles.seen}>
        {card && <Thumbnail name={name} card={card} />}
        {card && <span>{text.lab.took(formatDuration(card.seconds))}</span>}
      </span>
    </button>
  );
}
