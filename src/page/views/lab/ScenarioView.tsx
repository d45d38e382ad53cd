/** One scenario: a question, a prediction, few knobs, a run, and the picture that answers. */
import { SCENARIOS, type ScenarioName } from '../../../experiment/scenarios';
import { labActions, useLab } from '../../store/lab/lab';
import { NO_LAB_RUN, type LabModel } from '../../store/lab/labRun';
import { scenarioActions } from '../../store/lab/scenario';
import { text } from '../../text/text';
import { prose } from '../../ui/prose';
import { armLabel } from '../../ui/armLabel';
import { Restrictable } from '../../ui/Restrictable';
import { Episodes } from '../../ui/Episodes';
import shared from '../../ui/shared.module.css';
import { Beside } from './Beside';
import styles from './Lab.module.css';
import { Judging } from './Judging';
import { OUTCOMES } from './outcomes';
import { Panel } from './Panel';
import { Prediction } from './Prediction';
import { RunBox } from './RunBox';

export function ScenarioView({ name }: { readonly name: ScenarioName }) {
  const { run, ran, running, prediction, recording } = useLab();
  const recorded = recording !== null;
  const words = text.lab.scenarios[name];
  return (
    <main className={styles.lab} data-testid="scenario" data-done={run?.done ?? false}>
      <button type="button" className={shared.link} data-testid="lab-all" onClick={() => scenarioActions.select(null)}>
        ← {text.lab.all}
      </button>
      <header className={styles.head}>
        <h2 className={styles.heading}>{words.title}</h2>
        <p className={styles.known}>{words.known}</p>
        <p className={styles.question}>{words.question}</p>
      </header>
      <div className={styles.columns}>
        <section className={styles.asks}>
          <Restrictable name="prediction">
            <Prediction words={words} chosen={prediction} onChoose={labActions.predict} disabled={running} />
          </Restrictable>
          <Beside name={name} />
          <RunBox name={name} />
        </section>
        <section className={styles.pictures}>
          <Judging />
          {run === null && <p className={styles.waiting}>{text.lab.waiting}</p>}
          {run?.done === true && <Outcome name={name} run={run} prediction={prediction} />}
          {SCENARIOS[name].panels.map((panel, i) => (
            <Panel key={i} scenario={name} panel={panel} run={run ?? NO_LAB_RUN} ran={ran} recorded={recorded} />
          ))}
        </section>
      </div>
      {/* It tells what came out elsewhere: to be opened by whoever has foretold, and open once the answer is there. */}
      <details className={styles.literature} data-testid="literature" open={run?.done === true}>
        <summary>{text.lab.literature}</summary>
        <dl>
          <dt>{text.lab.paper}</dt>
          <dd>{words.paper}</dd>
          <dt>{text.lab.differs}</dt>
          <dd>{words.differs}</dd>
        </dl>
      </details>
      {run?.arms
        .filter(({ answers }) => answers.length > 0)
        .map(({ name: arm, answers }) => {
          const label = text.lab.answers(armLabel(name, arm, ran, recorded));
          return (
            <section key={arm} className={styles.answers} aria-label={label}>
              <h3 className={styles.small}>{label}</h3>
              <Episodes episodes={answers} label={label} />
            </section>
          );
        })}
    </main>
  );
}

interface OutcomeProps {
  readonly name: ScenarioName;
  readonly run: LabModel;
  readonly prediction: number | null;
}

function Outcome({ name, run, prediction }: OutcomeProps) {
  const { choices } = text.lab.scenarios[name];
  const came = OUTCOMES[name](run);
  const foretold =
    prediction === null ? '' : prediction === came ? text.lab.right : text.lab.wrong(choices[prediction]);
  return (
    <div className={styles.outcome} role="status" data-testid="lab-outcome" data-outcome={came ?? ''}>
      <h3 className={shared.heading}>{text.lab.came}</h3>
      <p>{came === null ? text.lab.unclear : `… ${choices[came]}.`}</p>
      <p className={styles.meaning}>{prose(came !== null && foretold, text.lab.oneRun)}</p>
    </div>
  );
}
