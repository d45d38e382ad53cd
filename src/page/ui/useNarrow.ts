/** Whether the screen has room for one column alone, as the style sheets decide it. */
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 1000px)';

function onChange(listener: () => void): () => void {
  const screen = matchMedia(NARROW);
  screen.addEventListener('change', listener);
  return () => screen.removeEventListener('change', listener);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(
    onChange,
    () => matchMedia(NARROW).matches,
    () => false,
  );
}
