/** Light, dark, or as the system: set on the document, remembered by the browser if it allows. */
import { recall, remember } from '../store/browserMemory';

const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'theme';
const darkSystem = () => matchMedia('(prefers-color-scheme: dark)');

export function storedTheme(): Theme {
  const stored = recall(KEY);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

/** The first is the opposite of what the system shows, so that a press is seen at once. */
export function nextTheme(theme: Theme, systemIsDark = darkSystem().matches): Theme {
  const order: readonly Theme[] = systemIsDark ? ['system', 'light', 'dark'] : ['system', 'dark', 'light'];
  return order[(order.indexOf(theme) + 1) % order.length];
}

export function applyTheme(theme: Theme): void {
  // Colors that the system forces are its light or its dark ones, whatever was chosen here.
  const followed = matchMedia('(forced-colors: active)').matches ? 'system' : theme;
  const dark = followed === 'dark' || (followed === 'system' && darkSystem().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

export function storeTheme(theme: Theme): void {
  remember(KEY, theme);
}

/** Calls back when the system changes its mind; returns how to stop. */
export function onSystemTheme(changed: () => void): () => void {
  const system = darkSystem();
  system.addEventListener('change', changed);
  return () => system.removeEventListener('change', changed);
}
