/** The label desk: the learner ranks answers as one more labeler, and sees what that makes of the models. */
import { useEffect, useState } from 'react';
import { PROMPTS_TO_TEST } from '../../../protocol/label';
import { countPrompts } from '../../../protocol/rankingSplit';
import { ownOf } from '../../store/label/labelers';
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
import { Enough } from './Enough';
import { KEPT_HEADING } from './keptHeading';
import { LearnedView } from './Learned';
import { Rankings } from './Rankings';
import parts from './parts.module.css';
import styles from './Label.module.css';
import { useFileDrop } from './useFileDrop';
import { useImports } from './useImports';

export function Label() {
  const open = useStore(({ run }) => (run.stages.rewardModel?.status ?? 'locked') !== 'locked');
  const round = useStore(({ run }) => run.stages.ppo?.round ?? 1);
  const taught = useStore(({ run }) => run.stages.rewardModel?.status === 'done');
  const learning = useStore(({ run }) => run.labeling.learning !== null || run.labeling.learned !== null);
  const tasks = useStore(({ run }) => run.labeling.tasks);
  const empty = useRankings(({ draft }) => draft === null);
  const cursor = useRankings((state) => state.cursor);
  const ranked = useRankings(({ rankings }) => countPrompts(ownOf(rankings)));
  const responses = useRankings((state) => state.responses);
  // A policy that trains on while the learner ranks answers at the next visit to the desk.
  const [answering] = useState(() => answeringNow(useStore.getState().run));
  const [goesOn, setGoesOn] = useState(false);
  const imports = useImports();
  const { over, handlers } = useFileDrop((files) => {
    void imports.bringIn(files);
    document.getElementById(KEPT_HEADING)?.scrollIntoView();
  });

  useEffect(() => {
    if (open) labelActions.supply(tasks, answering);
  }, [open, tasks, empty, cursor, responses, answering]);

  const enough = round === 1 && ranked >= PROMPTS_TO_TEST;
  const isEnough = enough && !goesOn && !learning;
  const leaves = round > 1 && !taught;
  return (
    <main className={styles.page} {...handlers} data-testid="label-page">
      {over && (
        <p className={styles.drop} data-testid="label-drop">
          {text.rankings.drop}
        </p>
      )}
      <section className={parts.column} aria-labelledby="desk-heading">
        <Head round={round} ranked={ranked} />
        {leaves && (
          <Restrictable name="train">
            <GoesOn round={round} />
          </Restrictable>
        )}
        {enough && !learning && <Enough main={isEnough} onMore={() => setGoesOn(true)} />}
        <OnDesk open={open} quiet={isEnough} />
      </section>
      <div className={styles.shown}>
        <LearnedView />
        <Effect quiet={isEnough || learning || leaves} />
        <Agreement enough={ranked >= PROMPTS_TO_TEST} />
      </div>
      <Rankings imports={imports} />
    </main>
  );
}

function Head({ round, ranked }: { readonly round: number; readonly ranked: number }) {
  const labelers = useStore(({ run }) => run.settings.labelers);
  const trained = useStore(({ run }) => (run.stages.ppo?.iteration ?? 0) > 0);
  return (
    <>
      <header className={parts.head}>
        <h2 className={styles.heading} id="desk-heading">
          {text.label.heading(labelers + 1)} <span className={styles.round}>{text.label.round(round)}</span>
        </h2>
        <Progress done={ranked} round={round} />
      </header>
      <p className={styles.sentence}>
        {text.label.sentence} <FactsButton />
      </p>
      <details className={styles.sentence}>
        <summary>{text.label.how}</summary>
        {text.label.howSentence(labelers)} {text.label.asked(round, trained)}
      </details>
    </>
  );
}

/** It alone is drawn anew at every key. */
function OnDesk({ open, quiet }: { readonly open: boolean; readonly quiet: boolean }) {
  const draft = useRankings((state) => state.draft);
  if (draft) return <Desk draft={draft} quiet={quiet} />;
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
        {first ? text.label.progress(done, PROMPTS_TO_TEST) : text.label.progressOfRounds(done)}
      </span>
      {first && done < PROMPTS_TO_TEST && (
        <progress aria-label={text.label.progressLabel} max={PROMPTS_TO_TEST} value={done} />
      )}
    </p>
  );
}
