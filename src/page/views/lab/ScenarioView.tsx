/** One scenario: a question, a prediction, few knobs, a run, and the picture that answers. */
import { useEffect, useMemo, type ReactNode } from 'react';
import { SCENARIOS, type ScenarioName } from '../../../experiment/scenarios';
import { isRecorded, labActions, useLab } from '../../store/lab/lab';
import { applyLabEvent, NO_LAB_RUN } from '../../store/lab/labRun';
import { OUTCOMES } from '../../store/lab/outcomes';
import { scenarioActions } from '../../store/lab/scenario';
import { text } from '../../text/text';
import { Cited } from '../../ui/Cited';
import { Restrictable, useControl } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import { Answers } from './Answers';
import { BeforeNow } from './BeforeNow';
import { Beside } from './Beside';
import styles from './Lab.module.css';
import { Judging } from './Judging';
import { Outcome } from './Outcome';
import { Panel } from './Panel';
import { Prediction } from './Prediction';
import { RunBox } from './RunBox';

export function ScenarioView({ name }: { readonly name: ScenarioName }) {
  const { run, ran } = useLab();
  const recorded = useLab(isRecorded);
  const words = text.lab.scenarios[name];
  const played = SCENARIOS[name].played === true;
  // Whoever plays has something else to read.
  const playing = useLab((state) => state.running) && played;
  return (
    <main className={styles.lab} data-testid="scenario" data-done={run?.done ?? false}>
      <button type="button" className={shared.link} data-testid="lab-all" onClick={() => scenarioActions.select(null)}>
        ← {text.lab.all}
      </button>
      <header className={styles.head}>
        <h2 className={styles.heading}>{words.title}</h2>
        {!playing && (
          <>
            <p className={styles.known}>
              <Cited>{words.known}</Cited>
            </p>
            <p className={styles.question}>{words.question}</p>
          </>
        )}
      </header>
      <div className={styles.columns}>
        <Asks name={name} />
        <section className={styles.pictures}>
          <Judging />
          {run === null && <p className={styles.waiting}>{played ? text.lab.play.sentence : text.lab.waiting}</p>}
          {run?.done === true && <Outcome name={name} run={run} recorded={recorded} />}
          {played && run !== null && (
            <BeforeNow run={run} recorded={recorded} told={run.done && OUTCOMES[name](run) === null} />
          )}
          <Pictures name={name} />
        </section>
      </div>
      {/* It tells what came out elsewhere: to be opened by whoever has predicted, and open once the answer is there. */}
      <details className={styles.literature} data-testid="literature" open={run?.done === true}>
        <summary>{text.lab.literature}</summary>
        <dl>
          <dt>{text.lab.paper}</dt>
          <dd>
            <Cited>{words.paper}</Cited>
          </dd>
          <dt>{text.lab.differs}</dt>
          <dd>
            <Cited>{words.differs}</Cited>
          </dd>
        </dl>
      </details>
      {run !== null && !(played && !run.done) && <Answers scenario={name} run={run} ran={ran} recorded={recorded} />}
    </main>
  );
}

/** What the learner decides. Where a run is played, to begin comes first and all else is folded away. */
function Asks({ name }: { readonly name: ScenarioName }) {
  const running = useLab((state) => state.running);
  const prediction = (
    <Restrictable name="prediction">
      <Prediction words={text.lab.scenarios[name]} disabled={running} />
    </Restrictable>
  );
  const parts: ReactNode =
    SCENARIOS[name].played === true ? (
      <>
        <RunBox name={name} />
        <details className={styles.more}>
          <summary>{text.lab.play.more}</summary>
          {prediction}
          <Beside name={name} />
        </details>
      </>
    ) : (
      <>
        {prediction}
        <Beside name={name} />
        <RunBox name={name} />
      </>
    );
  return <section className={styles.asks}>{parts}</section>;
}

/** The pictures of the run on view; before any, the recorded result behind their empty axes. */
function Pictures({ name }: { readonly name: ScenarioName }) {
  const { run, ran, shipped, prediction } = useLab();
  const recorded = useLab(isRecorded);
  const offered = useControl('recordings') !== 'hidden';
  useEffect(() => {
    if (offered) void labActions.preview(name);
  }, [name, offered]);
  const behind = useMemo(() => shipped?.events.reduce(applyLabEvent, NO_LAB_RUN), [shipped]);
  const asked = useControl('prediction') !== 'hidden';
  const isBehind = run === null && offered && shipped?.scenario === name && behind !== undefined;
  const blurred = asked && prediction === null;
  const shown = isBehind
    ? {
        run: behind,
        ran: shipped.settings,
        recorded: true,
        behind: blurred ? ('blurred' as const) : ('shown' as const),
      }
    : { run: run ?? NO_LAB_RUN, ran, recorded, behind: null };
  return (
    <>
      {isBehind && (
        <p className={styles.recorded} data-testid="lab-behind">
          {text.lab.behind[blurred ? 'blurred' : 'shown']}
        </p>
      )}
      {SCENARIOS[name].panels.map((panel, i) => (
        <Restrictable key={i} name={i === 0 ? 'mainChart' : 'charts'}>
          <Panel scenario={name} panel={panel} {...shown} />
        </Restrictable>
      ))}
    </>
  );
}
