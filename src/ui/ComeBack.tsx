/** What the last visit left on this machine, offered once: to go on with it, or to forget it. */
import { useEffect, useState } from 'react';
import { forgetSession, takeSession, type KeptSession } from '../store/kept/shelf';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './ComeBack.module.css';
import { MAP_STAGES } from './PipelineMap';

const words = text.runs.comeBack;

/** "PPO", or with how far it came where it was not done. */
function stagesOf({ weights }: KeptSession): string {
  return MAP_STAGES.flatMap((stage) => {
    const kept = weights[stage];
    if (!kept) return [];
    const { label } = text.stages[stage];
    return [kept.iteration < kept.iterations ? words.unfinished(label, kept.iteration, kept.iterations) : label];
  }).join(', ');
}

export default function ComeBack() {
  const [session, setSession] = useState<KeptSession | null>(null);
  const ready = useStore(({ run }) => run.stages.ppo !== null);
  const begun = useStore(({ run }) => MAP_STAGES.some((stage) => run.stages[stage]?.origin === 'trained'));
  useEffect(() => {
    let wanted = true;
    // A browser that keeps nothing has nothing to offer; that it keeps nothing is told when there is something to keep.
    void takeSession().then(
      (found) => wanted && setSession(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  if (session === null || !ready || begun || Object.keys(session.weights).length === 0) return null;
  const when = new Date(session.saved).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
  return (
    <section className={styles.offer} aria-label={words.label} data-testid="come-back">
      <p>{words.sentence(stagesOf(session), session.settings.size, when)}</p>
      <div className={styles.buttons}>
        <button
          type="button"
          data-testid="come-back-go-on"
          onClick={() => {
            setSession(null);
            actions.comeBack(session);
          }}
        >
          {words.goOn}
        </button>
        <button
          type="button"
          data-testid="come-back-forget"
          onClick={() => {
            setSession(null);
            void forgetSession();
          }}
        >
          {words.forget}
        </button>
      </div>
    </section>
  );
}
