/** The page: where we are in the story, the bar that runs it, and the view the learner has chosen. */
import { useEffect } from 'react';
import { Start } from './views/start/Start';
import { Workbench } from './views/train/Workbench';
import { keepOffline } from './store/offline';
import { loadAhead } from './store/onDemand';
import { useAside } from './store/saved/aside';
import { useStore } from './store/store';
import { text } from './text/text';
import styles from './App.module.css';
import { Boundary } from './ui/Boundary';
import { Confirm } from './shell/Confirm';
import { Restrictable } from './ui/Restrictable';
import { Header } from './shell/Header';
import { Notes } from './shell/Notes';
import { Notices } from './shell/Notices';
import { part } from './ui/part';
import { PipelineMap } from './shell/PipelineMap';
import { RunBar } from './shell/RunBar';
import { SheetHead } from './shell/SheetHead';
import { Stopped } from './shell/Stopped';
import { useOnePress } from './shell/useOnePress';
import { useShortcuts } from './shell/useShortcuts';
import { useTitle } from './shell/useTitle';

/** Lazy: pulls in the figures. */
const Evaluate = part(() => import('./views/evaluate/Evaluate').then((module) => module.Evaluate));

/** Lazy: pulls in the world's vocabulary, which the other views do without. */
const Compare = part(() => import('./views/compare/Compare').then((module) => module.Compare));

/** Lazy: pulls in lists to drag, and the reading of files. */
const Label = part(() => import('./views/label/Label').then((module) => module.Label));

/** Lazy: pulls in recharts. */
const Lab = part(() => import('./views/lab/Lab').then((module) => module.Lab));

/** Lazy: these pull in the database of saved runs. */
const Runs = part(() => import('./views/runs/Runs').then((module) => module.default));
const ReplayBar = part(() => import('./shell/ReplayBar').then((module) => module.default));
const EarlierWork = part(() => import('./shell/EarlierWork').then((module) => module.default));
const ComeBack = part(() => import('./shell/ComeBack').then((module) => module.default));

export function App() {
  const view = useStore((state) => state.view);
  const stage = useStore(({ page, trainedStage }) => (page.stage === 'evaluate' ? trainedStage : page.stage));
  const replay = useStore((state) => state.replay);
  const mask = useStore(({ page }) => page.mask);
  const fatal = useStore(({ run }) => run.fatal);
  const foundEarlier = useAside(({ justNow }) => justNow);
  useOnePress();
  useTitle();
  useShortcuts(view === 'train' ? stage : view === 'evaluate' ? 'evaluate' : null);
  useEffect(() => {
    scrollTo({ top: 0 });
  }, [view]);
  // Once the worker has said all of its start, what may be needed later is fetched.
  const settled = useStore(({ run }) => run.labelers !== null);
  useEffect(() => {
    if (settled) void loadAhead().then(keepOffline);
  }, [settled]);
  if (fatal !== null) return <Fatal {...fatal} />;
  return (
    <div className={styles.app} data-view={view} data-replay={replay !== null}>
      <SheetHead />
      <Header />
      <Stopped />
      <Notices />
      <Notes />
      {foundEarlier && <EarlierWork />}
      <Restrictable name="weights">
        <ComeBack />
      </Restrictable>
      <Confirm />
      {replay !== null && <ReplayBar replay={replay} />}
      <Boundary key={`${view} ${stage}`}>
        {view === 'start' && <Start key={mask} />}
        {(view === 'train' || view === 'evaluate') && <PipelineMap />}
        {view === 'train' && replay === null && <RunBar key={`run ${stage}`} stage={stage} />}
        {view === 'evaluate' && <RunBar key="run evaluate" stage="evaluate" />}
        {view === 'train' && <Workbench key={`${stage} ${mask}`} stage={stage} />}
        {view === 'evaluate' && <Evaluate key={mask} />}
        {view === 'compare' && <Compare key={mask} />}
        {view === 'label' && <Label key={mask} />}
        {view === 'lab' && <Lab key={mask} />}
        {view === 'runs' && <Runs />}
      </Boundary>
    </div>
  );
}

function Fatal({ sentence, detail }: { readonly sentence: string; readonly detail: string }) {
  return (
    <main className={styles.fatal} role="alert" data-testid="fatal">
      <h1>{text.title}</h1>
      <h2>{text.notices.fatal}</h2>
      <p>{sentence}</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          {text.notices.reload}
        </button>
      </p>
      {detail !== '' && (
        <details>
          <summary>{text.notices.details}</summary>
          <pre>{detail}</pre>
        </details>
      )}
    </main>
  );
}
