import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { actions } from './store/store';
import { allowPressesWithoutInjectedStyle } from './ui/pressable';
import './theme.css';
import { applyTheme, storedTheme } from './ui/theme';

applyTheme(storedTheme());
allowPressesWithoutInjectedStyle();
actions.open();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
