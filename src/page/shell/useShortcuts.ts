/**
 * Space runs and pauses, m takes a micro-step, i an iteration, once for each press; never while a field or another control has the focus, a
 * question waits for its answer, or no stage is on view.
 */
import { useEffect } from 'react';
import type { StageName } from '../../experiment/names';
import { isOut } from '../store/pageState';
import { actions, useStore } from '../store/store';
import type { ControlName } from '../../experiment/controls';
import { controlStateOf } from '../store/link/restrictions';
import { canRun, canStep } from '../store/run/canRun';
const FIELDS = 'input, select, textarea, [contenteditable]';
const CONTROLS = 'button, a, summary, [role="button"], [role="dialog"]';

export function useShortcuts(stage: StageName | null): void {
  useEffect(() => {
    if (stage === null) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest(FIELDS) !== null) return;
      const page = useStore.getState();
      const { confirming, run, replay, restrictions } = page;
      if (confirming !== null || replay !== null || isOut(page)) return;
      const free = (name: ControlName) => controlStateOf(restrictions, name) === 'free';
      const state = run.stages[stage];
      const running = state?.status === 'running';
      if (event.key === ' ' && target.closest(CONTROLS) === null && free('run') && (running || canRun(state))) {
        // A held space would scroll the page.
        event.preventDefault();
        if (event.repeat) return;
        if (running) actions.pause();
        else actions.run(stage);
      } else if (event.repeat) {
        return;
      } else if (event.key === 'm' && free('microStep') && canStep(stage, run.stages)) {
        actions.step(stage, 'micro');
      } else if (event.key === 'i' && free('iteration') && canStep(stage, run.stages)) {
        actions.step(stage, 'iteration');
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [stage]);
}
