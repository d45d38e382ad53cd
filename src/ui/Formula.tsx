/** A formula in LaTeX, drawn as MathML. The renderer is loaded when the first formula is shown. */
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { look, useLook } from '../store/look';
import { isTerm, type TermKey } from '../terms';
import styles from './Formula.module.css';

interface Props {
  readonly latex: string;
  readonly label: string;
  /** Smaller, and no higher than it must be: for numbers put into the formula that stands above. */
  readonly small?: boolean;
}

/** Of what LaTeX can ask for, only the names of our own terms. */
function isOurs(context: unknown): boolean {
  const { command, attributes = {} } = context as { command: string; attributes?: Readonly<Record<string, string>> };
  return command === '\\data' && Object.keys(attributes).every((name) => name === 'data-term');
}

function termAt({ target }: PointerEvent): TermKey | null {
  const key = target instanceof Element ? (target.closest('[data-term]')?.getAttribute('data-term') ?? '') : '';
  return isTerm(key) ? key : null;
}

export function Formula({ latex, label, small = false }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const lit = useLook(({ term }) => term);
  const [drawn, setDrawn] = useState('');
  useEffect(() => {
    let current = true;
    void import('temml').then(({ default: temml }) => {
      if (!current || place.current === null) return;
      temml.render(latex, place.current, { displayMode: true, throwOnError: false, trust: isOurs });
      setDrawn(latex);
    });
    return () => {
      current = false;
    };
  }, [latex]);
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
      onPointerOver={(event) => look(termAt(event))}
      onPointerLeave={() => look(null)}
    />
  );
}
