/** A formula in LaTeX, drawn as MathML. The renderer is loaded when the first formula is shown. */
import { useEffect, useRef } from 'react';
import styles from './Formula.module.css';

export function Formula({ latex, label }: { readonly latex: string; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let current = true;
    void import('temml').then(({ default: temml }) => {
      if (!current || place.current === null) return;
      temml.render(latex, place.current, { displayMode: true, throwOnError: false, trust: false });
    });
    return () => {
      current = false;
    };
  }, [latex]);
  return <div className={styles.formula} ref={place} role="group" aria-label={label} tabIndex={0} />;
}
