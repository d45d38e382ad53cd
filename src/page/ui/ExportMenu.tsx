/** A chart or figure as a file: its numbers or its picture. Loaded on its own; the first view does without. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { writeCsv, type CsvCell } from '../../formats/csv';
import { download } from '../store/download';
import { tellError } from '../store/store';
import { text } from '../text/text';
import styles from './ExportMenu.module.css';
import { figureSvg, pngOf, type LegendEntry } from './figureSvg';

const FORMATS = ['csv', 'svg', 'png'] as const;
type Format = (typeof FORMATS)[number];

interface Props {
  readonly title: string;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly cells: () => readonly (readonly CsvCell[])[];
  /** Null while only the table is on view. */
  readonly drawing: () => SVGSVGElement | null;
  readonly legend: () => readonly LegendEntry[];
}

function bytesOf(written: string): ArrayBuffer {
  return new TextEncoder().encode(written).buffer;
}

export default function ExportMenu({ title, name, cells, drawing, legend }: Props) {
  const save = async (format: Format) => {
    const file = `rlhf-playground-${name}.${format}`;
    if (format === 'csv') {
      download(file, bytesOf(writeCsv(cells())));
      return;
    }
    const svg = drawing();
    if (svg === null) {
      tellError(text.curves.noPicture(title), '');
      return;
    }
    const picture = figureSvg(svg, title, legend());
    try {
      download(file, format === 'svg' ? bytesOf(picture.svg) : await pngOf(picture));
    } catch (error) {
      tellError(text.curves.notSaved(file), String(error));
    }
  };
  return (
    <MenuTrigger>
      <Button className={styles.open} aria-label={text.curves.save(title)}>
        {text.curves.saveShort}
      </Button>
      <Popover className={styles.popover} placement="bottom end" offset={2}>
        <Menu className={styles.menu} aria-label={text.curves.save(title)}>
          {FORMATS.map((format) => (
            <MenuItem key={format} className={styles.item} onAction={() => void save(format)}>
              {text.curves.formats[format]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
