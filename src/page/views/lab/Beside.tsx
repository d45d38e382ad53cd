/** What a scenario compares: the learner's arm with its knobs, and what stands beside it. */
import { useState } from 'react';
import type { KnobName } from '../../../experiment/knobs';
import { lengthKnobs, scenarioKnobs, SCENARIOS, type ScenarioName } from '../../../experiment/scenarios';
import { useLab } from '../../store/lab/lab';
import { scenarioActions } from '../../store/lab/scenario';
import { text } from '../../text/text';
import { armLabel } from '../../ui/armLabel';
import { KnobField } from '../../ui/knobs/KnobField';
import shared from '../../ui/shared.module.css';
import styles from './Lab.module.css';

export function Beside({ name }: { readonly name: ScenarioName }) {
  const knobs = scenarioKnobs(name);
  const { fixed, named = [] } = SCENARIOS[name];
  const others = [...fixed.map((arm) => arm.name), ...named].map((arm) => armLabel(name, arm, null)).join('; ');
  const heading = knobs.length > 0 ? text.lab.knobs : text.lab.models;
  return (
    <section aria-label={heading} className={styles.beside}>
      <h3 className={shared.heading}>{heading}</h3>
      {knobs.length > 0 ? (
        <>
          <KnobFields knobs={knobs} />
          <p className={styles.meaning}>
            {text.lab.fixed}: {others}.
          </p>
        </>
      ) : (
        <p className={styles.meaning}>{others}.</p>
      )}
      <details className={styles.length}>
        <summary>{text.lab.length}</summary>
        <KnobFields knobs={lengthKnobs(name)} />
      </details>
    </section>
  );
}

/** Knobs with what the one that is attended to means. */
function KnobFields({ knobs }: { readonly knobs: readonly KnobName[] }) {
  const settings = useLab((state) => state.settings);
  const [attended, setAttended] = useState(knobs[0]);
  return (
    <>
      {knobs.map((knob) => (
        <KnobField
          key={knob}
          name={knob}
          settings={settings}
          onChange={scenarioActions.change}
          onAttend={setAttended}
        />
      ))}
      {attended !== undefined && <p className={styles.meaning}>{text.knobs[attended].meaning}</p>}
    </>
  );
}
