/**
 * One press, one deed, for every button of the page. A key that is held presses its button once. The second click of a
 * double click belongs to what the first one pressed: where that has gone or moved away, it presses nothing.
 */
import { useEffect } from 'react';

function controlOf({ target }: Event): Element | null {
  return target instanceof Element ? target.closest('button, a, summary') : null;
}

export function useOnePress(): void {
  useEffect(() => {
    let pressed: Element | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat && event.key === 'Enter' && controlOf(event) !== null) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const control = controlOf(event);
      if (event.detail < 2) {
        pressed = control;
      } else if (control !== null && control !== pressed) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    // Before any other listener hears of it.
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('click', onClick, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('click', onClick, true);
    };
  }, []);
}
