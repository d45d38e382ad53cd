/** A value that changes faster than it can be read, slowed down. */
import { useEffect, useRef, useState } from 'react';

/** The value, which changes again only after so many milliseconds; 0: at once. */
export function useSettled<T>(value: T, every: number): T {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(-Infinity);
  useEffect(() => {
    const show = () => {
      changedAt.current = performance.now();
      setShown(() => value);
    };
    const due = changedAt.current + every - performance.now();
    if (due <= 0) {
      show();
      return undefined;
    }
    const timer = setTimeout(show, due);
    return () => clearTimeout(timer);
  }, [value, every]);
  return every === 0 ? value : shown;
}
