/** The label desk: the learner ranks answers as one more labeler, and sees what that makes of the reward model. */
import { useEffect, useState } from 'react';
import { RANKINGS_TO_TEST } from '../../../protocol/label';
import { labelActions, useRankings } from '../../store/label/rankings';
import type { PageModel } from '../../store/run/pageModel';
import { actions, useStore } from '../../store/store';
import { text } from '../../text/text';
import { FactsButton } from '../../ui/reference/FactsButton';
import { Restrictable } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import { Agreement } from './Agreement';
import { Desk } from './Desk';
import { Effect } from './Effect';
import { Rankings } from './Rankings';
import parts from './parts.module.css';
import styles from './Label.module.css';

export function Label() {
  const open = useStore(({ run }) => (run.stages.rewardModel?.status ?? 'locked') !== 'locked');
  const round = useStore(({ run }) => run.stages.ppo?.round ?? 1);
  const trained = useStore(({ run }) => (run.stages.ppo?.iteration ?? 0) > 0);
  const taught = useStore(({ run }) => run.stages.rewardModel?.status === 'done');
  const labelers = useStore(({ run }) => run.settings.labelers);
  const tasks = useStore(({ run }) => run.labeling.tasks);
  const empty = useRankings(({ draft }) => draft === null);
  const cursor = useRankings((state) => state.cursor);
  const ranked = useRankings(({ rankings }) => rankings.length);
  const responses = useRankings((state) => state.responses);
  // A policy that trains on while the learner ranks answers at the next visit to the desk.
  const [answering] = useState(() => answeringNow(useStore.getState().run));

  useEffect(() => {
    if (open) labelActions.supply(tasks, answering);
  }, [open, tasks, empty, cursor, responses, answering]);

  return (
    <main className={styles.page}>
      <section className={parts.column} aria-labelledby="desk-heading">
        <header className={parts.head}>
          <h2 className={styles.heading} id="desk-heading">
            {text.label.heading(labelers + 1)} <span className={styles.round}>{text.label.round(round)}</span>
          </h2>
          <Progress done={ranked} round={round} />
        </header>
        <p className={styles.sentence}>
          {text.label.sentence(labelers)} {text.label.asked(round, trained)} <FactsButton />
        </p>
        {round > 1 && !taught && (
          <Restrictable name="train">
            <GoesOn round={round} />
          </Restrictable>
        )}
        <OnDesk open={open} />
      </section>
      <div className={styles.shown}>
        <Effect round={round} />
        <Agreement />
      </div>
      <Rankings />
    </main>
  );
}

/** It alone is drawn anew at every key. */
function OnDesk({ open }: { readonly open: boolean }) {
  const draft = useRankings((state) => state.draft);
  if (draft) return <Desk draft={draft} />;
  return (
    <p className={styles.waiting} role="status">
      {open ? text.label.waiting : text.label.locked}
    </p>
  );
}

/** Names the weights that write the answers; they change with training. */
function answeringNow({ stages, weightChanges }: PageModel): string {
  const stage = (stages.ppo?.round ?? 1) === 1 ? 'sft' : 'ppo';
  return `${stage} ${weightChanges[stage]}`;
}

/** After "go round again": the simulated labelers can do without the learner. */
function GoesOn({ round }: { readonly round: number }) {
  return (
    <p className={styles.sentence} data-testid="label-round">
      {text.label.goesOn(round)}{' '}
      <button
        type="button"
        className={parts.primary}
        data-testid="label-to-reward-model"
        onClick={() => actions.selectStage('rewardModel')}
      >
        {text.label.toRewardModel}
      </button>
    </p>
  );
}

function Progress({ done, round }: { readonly done: number; readonly round: number }) {
  const first = round === 1;
  return (
    <p className={parts.progress} data-testid="label-progress" data-done={done}>
      <span className={shared.mono}>
        {first ? text.label.progress(done, RANKINGS_TO_TEST) : text.label.progressOfRounds(done)}
      </span>
      {first && done < RANKINGS_TO_TEST && (
        <progress aria-label={text.label.progressLabel} max={RANKINGS_TO_TEST} value={done} />
      )}
    </p>
  );
}
