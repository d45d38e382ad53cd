/** The size of an element and whether it can be seen, so that a chart draws only what is in view. */
import { useEffect, useState, type RefObject } from 'react';

interface Size {
  readonly width: number;
  readonly height: number;
  /** Of the page's type, px. */
  readonly rem: number;
}

/** Before anything is measured. */
const NOTHING: Size = { width: 0, height: 0, rem: 16 };

export function useSize(place: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(NOTHING);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setSize({ width: Math.floor(width), height: Math.floor(height), rem });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [place]);
  return size;
}

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
  return inView;
}
