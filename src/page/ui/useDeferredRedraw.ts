/** What redraws often does so one after the other, one in an animation frame, so that no task holds up the learner's hand. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const waiting = new Set<() => void>();
let frameAsked = false;

function askForFrame(): void {
  if (frameAsked || waiting.size === 0) return;
  frameAsked = true;
  requestAnimationFrame(() => {
    frameAsked = false;
    const [redraw] = waiting;
    if (redraw === undefined) return;
    waiting.delete(redraw);
    redraw();
    askForFrame();
  });
}

/** The value as it was when this component's turn to redraw last came. */
export function useDeferredRedraw<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    // At once: React would put off what is not urgent, and then draw two turns together.
    const redraw = () => flushSync(() => setShown(() => value));
    waiting.add(redraw);
    askForFrame();
    return () => {
      waiting.delete(redraw);
    };
  }, [value]);
  return shown;
}
