/** A formula, as large as its place allows; the term that the learner points at lights up. */
import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
import { lightTerm, useLitTerm } from '../../../store/run/litTerm';
import { isTerm, type TermKey } from '../../../text/terms';
import { drawFormula } from './drawFormula';
import styles from './Formula.module.css';
import { useSize } from '../../../ui/useSize';

interface Props {
  readonly latex: string;
  readonly label: string;
  /** Smaller, and no higher than it must be: for numbers put into the formula that stands above. */
  readonly small?: boolean;
}

function termAt({ target }: PointerEvent): TermKey | null {
  const key = target instanceof Element ? (target.closest('[data-term]')?.getAttribute('data-term') ?? '') : '';
  return isTerm(key) ? key : null;
}

/** Of the type: with less a formula is scrolled instead. */
const SMALLEST = 0.6;

function widestOf(pieces: readonly HTMLElement[]): number {
  return Math.max(0, ...pieces.map((piece) => piece.getBoundingClientRect().width));
}

/**
 * Shrinks the type until the longest part that cannot be broken is seen whole. It is measured after every shrinking:
 * Firefox keeps small indices legible, so that a formula stays wider than its type.
 */
function fit(place: HTMLElement): void {
  const pieces = [...place.querySelectorAll('span')];
  const width = place.clientWidth;
  const set = (size: number) => {
    place.style.setProperty('--fit', String(size));
    return widestOf(pieces);
  };
  let size = 1;
  let widest = set(size);
  // Less than a pixel is a matter of rounding.
  while (widest >= width + 1 && size > SMALLEST) {
    size = Math.max(SMALLEST, (size * width) / widest - 0.005);
    widest = set(size);
  }
}

export function Formula({ latex, label, small = false }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const lit = useLitTerm(({ term }) => term);
  const [drawn, setDrawn] = useState('');
  const { width, rem } = useSize(place);
  useEffect(() => {
    let current = true;
    void drawFormula(latex).then((lines) => {
      if (!current) return;
      place.current?.replaceChildren(...lines);
      setDrawn(latex);
    });
    return () => {
      current = false;
    };
  }, [latex]);
  useLayoutEffect(() => {
    if (place.current !== null && width > 0) fit(place.current);
  }, [drawn, width, rem]);
  useEffect(() => {
    for (const part of place.current?.querySelectorAll('[data-term]') ?? [])
      part.setAttribute('data-lit', String(part.getAttribute('data-term') === lit));
  }, [lit, drawn]);
  return (
    <div
      className={styles.formula}
      data-small={small}
      ref={place}
      role="group"
      aria-label={label}
      tabIndex={0}
      onPointerOver={(event) => lightTerm(termAt(event))}
      onPointerLeave={() => lightTerm(null)}
    />
  );
}
