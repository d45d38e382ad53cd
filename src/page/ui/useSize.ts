/** The size of an element and whether it can be seen, so that a chart draws only what is in view. */
import { useEffect, useState, type RefObject } from 'react';
import { onPrinting, usePrinting } from './printing';

interface Size {
  readonly width: number;
  readonly height: number;
  /** Of the page's type, px. */
  readonly rem: number;
}

/** Before anything is measured. */
const NOTHING: Size = { width: 0, height: 0, rem: 16 };

/** Of an element without padding and border. */
function measured({ width, height }: Pick<DOMRectReadOnly, 'width' | 'height'>): Size {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return { width: Math.floor(width), height: Math.floor(height), rem };
}

export function useSize(place: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(NOTHING);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setSize(measured(entry.contentRect));
    });
    observer.observe(element);
    const stop = onPrinting(() => {
      setSize(measured(element.getBoundingClientRect()));
    });
    return () => {
      observer.disconnect();
      stop();
    };
  }, [place]);
  return size;
}

/** On paper all is in view. */
export function useInView(place: RefObject<HTMLElement | null>): boolean {
  const [inView, setInView] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      setInView(entries.some(({ isIntersecting }) => isIntersecting));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [place]);
  const printing = usePrinting();
  return inView || printing;
}
