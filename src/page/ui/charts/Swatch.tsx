/** A piece of a curve's line, beside its name. */
import styles from './Swatch.module.css';

interface SwatchProps {
  readonly color: string;
  readonly width: number;
  readonly dash: string | undefined;
}

export function Swatch({ color, width, dash }: SwatchProps) {
  return (
    <svg className={styles.swatch} viewBox="0 0 16 4" aria-hidden="true">
      <line x2="16" y1="2" y2="2" stroke={color} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
}
