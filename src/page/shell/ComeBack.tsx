/** Offers once what the last visit saved on this machine: to go on with it, or to forget it. */
import { useEffect, useState } from 'react';
import { comeBackActions } from '../store/comeBack';
import { openAgain } from '../store/link/freshStart';
import { takeLastVisit, type LastVisit } from '../store/saved/lastVisit';
import { forgetVisits } from '../store/saved/visits';
import { notice, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './ComeBack.module.css';
import { TRAINED_STAGES } from '../../experiment/names';

const words = text.runs.comeBack;

/** Names a stage that will be restored, an unfinished one with its progress. */
function stagesOf({ session, snapshot }: LastVisit): string {
  return TRAINED_STAGES.flatMap((stage) => {
    const { label } = text.stages[stage];
    const stood = snapshot?.unfinished.stages.find((each) => each.stage === stage);
    if (stood) return [words.stood(label, stood.iteration, stood.iterations)];
    const saved = session?.weights[stage];
    if (!saved) return [];
    return [
      saved.iteration > 0 && saved.iteration < saved.iterations
        ? words.unfinished(label, saved.iteration, saved.iterations)
        : label,
    ];
  }).join(', ');
}

/** Tells what the learner did that comes back; empty: nothing does. */
function didOf(visit: LastVisit): readonly string[] {
  const { did } = words;
  const stages = stagesOf(visit);
  const types = new Set(visit.snapshot?.results.map(({ type }) => type));
  return [
    ...(stages === '' ? [] : [did.trained(stages)]),
    ...(types.has('evaluation') ? [did.evaluated] : []),
    ...(types.has('labelEffect') || types.has('labelLearning') ? [did.learned] : []),
  ];
}

function momentOf({ saved }: { readonly saved: number }): string {
  return new Date(saved).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}

export default function ComeBack() {
  const [lastVisit, setLastVisit] = useState<LastVisit | null>(null);
  const ready = useStore(({ run }) => run.stages.ppo !== null);
  const goingOn = useStore(({ comingBack }) => comingBack);
  const replaying = useStore(({ replay }) => replay !== null);
  const begun = useStore(({ run }) => TRAINED_STAGES.some((stage) => run.stages[stage]?.origin === 'trained'));
  useEffect(() => {
    let wanted = true;
    // A browser that saves nothing has nothing to offer; that it saves nothing is said when there is something to save.
    void takeLastVisit().then(
      (found) => wanted && setLastVisit(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  if (goingOn) {
    return (
      <p className={styles.offer} role="status" data-testid="come-back-goes-on">
        {words.goingOn}
      </p>
    );
  }
  if (lastVisit === null || !ready || begun || replaying) return null;
  const visit = lastVisit.snapshot?.unfinished ?? lastVisit.session;
  const did = didOf(lastVisit);
  const canGoOn = visit !== null && did.length > 0;
  if (!canGoOn && lastVisit.problems.length === 0) return null;
  return (
    <section className={styles.offer} aria-label={words.label} data-testid="come-back">
      <div>
        {canGoOn && <p>{words.sentence(did, visit.settings.size, momentOf(visit))}</p>}
        {lastVisit.snapshot && <p>{words.exactly}</p>}
        {lastVisit.snapshot && <p>{words.notKept}</p>}
        {lastVisit.problems.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
      </div>
      <div className={styles.buttons}>
        {canGoOn && (
          <button
            type="button"
            data-testid="come-back-go-on"
            onClick={() => {
              setLastVisit(null);
              comeBackActions.toLastVisit(lastVisit);
            }}
          >
            {lastVisit.snapshot ? words.goOnThere : words.goOn}
          </button>
        )}
        <button
          type="button"
          data-testid="come-back-forget"
          onClick={() => {
            setLastVisit(null);
            void forgetVisits(lastVisit.visits).catch((error: unknown) => notice(text.runs.notSaved, String(error)));
          }}
        >
          {words.forget}
        </button>
        <button
          type="button"
          data-testid="come-back-fresh"
          title={text.earlierWork.freshMeaning}
          onClick={() => openAgain(true)}
        >
          {text.earlierWork.fresh}
        </button>
      </div>
    </section>
  );
}
