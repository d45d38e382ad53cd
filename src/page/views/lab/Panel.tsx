/** One picture of a scenario: what the arms measured, drawn or as a table. */
import { useRef, useState } from 'react';
import type { ScenarioPanel as PanelSpec, ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import type { LabModel, Measurement } from '../../store/lab/labRun';
import { text } from '../../text/text';
import { formatNumber } from '../../ui/format';
import { part } from '../../ui/part';
import { TableToggle } from '../../ui/TableToggle';
import { useSize } from '../../ui/useSize';
import { MOST_BARS } from './axes';
import { curvesOf, titleOf, type ArmCurve } from './curves';
import { DotPlot } from './DotPlot';
import styles from './Lab.module.css';
import { MeasurementTable } from './MeasurementTable';

const ArmPlot = part(() => import('./ArmPlot').then((module) => module.default));

interface Props {
  readonly scenario: ScenarioName;
  readonly panel: PanelSpec;
  readonly run: LabModel;
  readonly ran: Settings | null;
  readonly recorded: boolean;
}

export function Panel({ scenario, panel, run, ran, recorded }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(place);
  const [asTable, setAsTable] = useState(false);
  const { axis, quantities } = panel;
  const curves = curvesOf(scenario, panel, run, ran, recorded);
  const title = titleOf(panel);
  const asDots = axis === 'model';
  const bars = curves.some(
    ({ points }) => points.length <= MOST_BARS && points.some(({ error }) => error !== undefined),
  );
  return (
    <figure className={styles.panel} data-testid={`panel-${quantities.join('-')}`} data-curves={curves.length}>
      <figcaption className={styles.caption}>
        <h3>{title}</h3>
        <TableToggle title={title} asTable={asTable} onToggle={setAsTable} className={styles.toggle} />
        {!asDots && <Legend curves={curves} />}
      </figcaption>
      <div className={asDots ? '' : styles.place} ref={place} aria-hidden={!asTable && !asDots}>
        {asTable && <MeasurementTable title={title} axis={axis} curves={curves} />}
        {!asTable && asDots && <DotPlot curves={curves} />}
        {!asTable && !asDots && curves.length > 0 && width > 0 && <ArmPlot {...{ width, height, curves, axis }} />}
      </div>
      <p className={styles.axis}>
        <span>{bars && text.lab.errors}</span>
        {!asDots && <span>{text.lab.axes[axis]}</span>}
      </p>
    </figure>
  );
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
              strokeDasharray={level ? '3 3' : style.dash}
            />
          </svg>{' '}
          {label} <b>{lastOf(points)}</b>
        </li>
      ))}
    </ul>
  );
}
