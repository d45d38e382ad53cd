import './needed';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { BENCH } from './experiment/query';
import { actions } from './store/store';
import { Boundary } from './ui/Boundary';
import { part } from './ui/part';
import { allowPressesWithoutInjectedStyle } from './ui/pressable';
import './theme.css';
import { applyProjector, storedProjector } from './ui/projector';
import { applyTheme, storedTheme } from './ui/theme';

/** A view of its own that trains nothing: it measures the machine. */
const Bench = part(() => import('./bench/Bench').then((module) => module.Bench));

applyTheme(storedTheme());
applyProjector(storedProjector());
allowPressesWithoutInjectedStyle();
const measures = new URLSearchParams(location.search).has(BENCH);
if (!measures) actions.open();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Boundary>{measures ? <Bench /> : <App />}</Boundary>
    </StrictMode>,
  );
}
