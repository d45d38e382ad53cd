import './needed';
import './trustedTypes';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './page/App';
import { BENCH } from './experiment/query';
import { followBackAndForward } from './page/store/backAndForward';
import { openNewest } from './page/store/offline';
import { actions } from './page/store/store';
import { Boundary } from './page/ui/Boundary';
import { part } from './page/ui/part';
import { allowPressesWithoutInjectedStyle } from './page/shell/pressable';
import { followPrinting } from './page/ui/printing';
import { letStrayFilesGo } from './page/shell/strayFiles';
import './page/theme.css';
import { applyProjector, storedProjector } from './page/ui/projector';
import { applyTheme, storedTheme } from './page/shell/theme';
import { deleteTracesIfAsked } from './page/store/saved/deleteTraces';

/** A view of its own that trains nothing: it measures the machine. */
const Bench = part(() => import('./page/views/bench/Bench').then((module) => module.Bench));

function open(): void {
  deleteTracesIfAsked();
  applyTheme(storedTheme());
  applyProjector(storedProjector());
  allowPressesWithoutInjectedStyle();
  followPrinting();
  letStrayFilesGo();
  const measures = new URLSearchParams(location.search).has(BENCH);
  if (!measures) {
    actions.open();
    followBackAndForward();
  }
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <Boundary>{measures ? <Bench /> : <App />}</Boundary>
    </StrictMode>,
  );
}

void openNewest(open);
