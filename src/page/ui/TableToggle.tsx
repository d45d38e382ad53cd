/** Turns a drawing into a table of its numbers, and back. */
import { text } from '../text/text';

interface Props {
  readonly title: string;
  readonly asTable: boolean;
  readonly onToggle: (asTable: boolean) => void;
  readonly className?: string | undefined;
}

export function TableToggle({ title, asTable, onToggle, className }: Props) {
  return (
    <button
      type="button"
      className={className}
      aria-label={asTable ? text.curves.showChart(title) : text.curves.showTable(title)}
      onClick={() => onToggle(!asTable)}
    >
      {asTable ? text.curves.chart : text.curves.table}
    </button>
  );
}
