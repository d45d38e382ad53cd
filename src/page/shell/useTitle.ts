/** Keeps the window's title at what the page shows. */
import { useEffect } from 'react';
import { useLab } from '../store/lab/lab';
import { linked, useStore } from '../store/store';
import { pageTitle } from './pageTitle';

export function useTitle(): void {
  const title = useStore(() => pageTitle(linked()));
  // A knob of the lab is none of the run's.
  useLab(({ settings }) => settings);
  useEffect(() => {
    document.title = title;
  });
}
