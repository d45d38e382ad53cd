/** The page: where we are in the story, the bar that runs it, and the view the learner has chosen. */
import { lazy, Suspense, useEffect } from 'react';
import { Workbench } from './stages/Workbench';
import { useStore } from './store/store';
import { text } from './text/text';
import styles from './App.module.css';
import { Confirm } from './ui/Confirm';
import { Controlled } from './ui/Controlled';
import { Header } from './ui/Header';
import { Notes } from './ui/Notes';
import { Notices } from './ui/Notices';
import { PipelineMap } from './ui/PipelineMap';
import { RunBar } from './ui/RunBar';
import { Stopped } from './ui/Stopped';
import { useShortcuts } from './ui/useShortcuts';

/** Brings the figures. */
const Evaluate = lazy(() => import('./stages/4-evaluate/Evaluate').then((module) => ({ default: module.Evaluate })));

/** Brings the world's vocabulary, which the other views do without. */
const Compare = lazy(() => import('./stages/compare/Compare').then((module) => ({ default: module.Compare })));

/** Brings lists to drag, and the reading of files. */
const Label = lazy(() => import('./stages/label/Label').then((module) => ({ default: module.Label })));

/** Brings the drawing of its pictures. */
const Lab = lazy(() => import('./stages/lab/Lab').then((module) => ({ default: module.Lab })));

/** These bring the shelf on which runs are kept. */
const Runs = lazy(() => import('./stages/runs/Runs'));
const ReplayBar = lazy(() => import('./ui/ReplayBar'));
const ComeBack = lazy(() => import('./ui/ComeBack'));

export function App() {
  const view = useStore((state) => state.view);
  const stage = useStore(({ page, trainedStage }) => (page.stage === 'evaluate' ? trainedStage : page.stage));
  const replay = useStore((state) => state.replay);
  const mask = useStore(({ page }) => page.mask);
  const fatal = useStore(({ run }) => run.fatal);
  useShortcuts(view === 'train' ? stage : view === 'evaluate' ? 'evaluate' : null);
  useEffect(() => {
    scrollTo({ top: 0 });
  }, [view]);
  if (fatal !== null) return <Fatal {...fatal} />;
  return (
    <div className={styles.app} data-view={view} data-replay={replay !== null}>
      <Header />
      <Stopped />
      <Notices />
      <Notes />
      <Suspense fallback={null}>
        <Controlled name="weights">
          <ComeBack />
        </Controlled>
      </Suspense>
      <Confirm />
      {(view === 'train' || view === 'evaluate') && <PipelineMap />}
      {replay !== null && (
        <Suspense fallback={null}>
          <ReplayBar replay={replay} />
        </Suspense>
      )}
      <Suspense fallback={null}>
        {view === 'train' && replay === null && <RunBar key={`run ${stage}`} stage={stage} />}
        {view === 'evaluate' && <RunBar key="run evaluate" stage="evaluate" />}
        {view === 'train' && <Workbench key={`${stage} ${mask}`} stage={stage} />}
        {view === 'evaluate' && <Evaluate key={mask} />}
        {view === 'compare' && <Compare key={mask} />}
        {view === 'label' && <Label key={mask} />}
        {view === 'lab' && <Lab key={mask} />}
        {view === 'runs' && <Runs />}
      </Suspense>
    </div>
  );
}

function Fatal({ sentence, detail }: { readonly sentence: string; readonly detail: string }) {
  return (
    <main className={styles.fatal} role="alert" data-testid="fatal">
      <h1>{text.title}</h1>
      <h2>{text.notices.fatal}</h2>
      <p>{sentence}</p>
      {detail !== '' && (
        <details>
          <summary>{text.notices.details}</summary>
          <pre>{detail}</pre>
        </details>
      )}
    </main>
  );
}
