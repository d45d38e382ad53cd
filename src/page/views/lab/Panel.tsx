/** One picture of a scenario: what the variants measured, drawn, as a table or as a file. */
import { useRef, useState } from 'react';
import type { ScenarioPanel as PanelSpec, ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import type { LabModel, Measurement } from '../../store/lab/labRun';
import { text } from '../../text/text';
import type { LegendEntry } from '../../ui/figureSvg';
import { formatNumber } from '../../ui/format';
import { part } from '../../ui/part';
import { TableToggle } from '../../ui/TableToggle';
import { useSize } from '../../ui/useSize';
import { LEVEL_DASH, MOST_BARS } from './axes';
import { curvesOf, panelCells, titleOf, type ArmCurve } from './curves';
import { DotPlot } from './DotPlot';
import styles from './Lab.module.css';
import { MeasurementTable } from './MeasurementTable';

const ArmPlot = part(() => import('./ArmPlot').then((module) => module.default));

const ExportMenu = part(() => import('../../ui/ExportMenu').then((module) => module.default));

/** The drawing itself, not the signs of its tools. */
const DRAWING = 'svg[role="img"], svg.recharts-surface';

interface Props {
  readonly scenario: ScenarioName;
  readonly panel: PanelSpec;
  readonly run: LabModel;
  readonly ran: Settings | null;
  readonly recorded: boolean;
  /** The recorded result stands behind the empty axes; blurred where it would tell what is to be predicted. */
  readonly behind: 'blurred' | 'shown' | null;
}

export function Panel({ scenario, panel, run, ran, recorded, behind }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height, rem } = useSize(place);
  const [asTable, setAsTable] = useState(false);
  const { axis, quantities } = panel;
  const curves = curvesOf(scenario, panel, run, ran, recorded);
  const title = titleOf(panel);
  const asDots = axis === 'model';
  const bars = curves.some(
    ({ points }) => points.length <= MOST_BARS && points.some(({ error }) => error !== undefined),
  );
  return (
    <figure
      className={styles.panel}
      data-testid={`panel-${quantities.join('-')}`}
      data-curves={behind === null ? curves.length : 0}
      data-behind={behind ?? undefined}
    >
      <figcaption className={styles.caption}>
        <h3>{title}</h3>
        {behind === null && curves.length > 0 && (
          <div className={styles.tools}>
            <TableToggle title={title} asTable={asTable} onToggle={setAsTable} />
            <ExportMenu
              title={title}
              name={`lab-${scenario}-${quantities.join('-')}`}
              cells={() => panelCells(axis, curves)}
              drawing={() => place.current?.querySelector<SVGSVGElement>(DRAWING) ?? null}
              legend={() => (asDots ? [] : curves.map(legendEntry))}
            />
          </div>
        )}
        {!asDots && behind !== 'blurred' && <Legend curves={curves} />}
      </figcaption>
      <div
        className={`${asDots ? '' : styles.place} ${behind === null ? '' : styles[behind]}`}
        ref={place}
        aria-hidden={(!asTable && !asDots) || behind === 'blurred'}
      >
        {asTable && <MeasurementTable title={title} axis={axis} curves={curves} />}
        {!asTable && asDots && <DotPlot curves={curves} rem={rem} />}
        {!asTable && !asDots && curves.length > 0 && width > 0 && <ArmPlot {...{ width, height, curves, axis, rem }} />}
      </div>
      <p className={styles.axis}>
        <span>{bars && behind !== 'blurred' && text.lab.errors}</span>
        {!asDots && <span>{text.lab.axes[axis]}</span>}
      </p>
    </figure>
  );
}

function legendEntry({ label, level, style: { color, dash } }: ArmCurve): LegendEntry {
  const drawn = level ? LEVEL_DASH : dash;
  return { label, color, dash: drawn === '' ? undefined : drawn };
}

/** The last measurement of a curve; a dash where nothing was measured. */
function lastOf(points: readonly Measurement[]): string {
  const last = points.at(-1);
  return last === undefined ? text.number.none : formatNumber(last.y);
}

function Legend({ curves }: { readonly curves: readonly ArmCurve[] }) {
  return (
    <ul className={styles.legend} role="list">
      {curves.map(({ key, label, level, points, style }) => (
        <li key={key}>
          <svg className={styles.swatch} viewBox="0 0 20 4" aria-hidden="true">
            <line
              x2="20"
              y1="2"
              y2="2"
              stroke={style.color}
              strokeWidth={style.width}
              strokeDasharray={level ? LEVEL_DASH : style.dash}
            />
          </svg>{' '}
          {label} <b>{lastOf(points)}</b>
        </li>
      ))}
    </ul>
  );
}
