/** The curves of a chart by name, with their last values; another run's are named once, above all charts. */
import { text } from '../../text/text';
import type { Curves } from '../../store/run/pageModel';
import type { ChartLine, Curve } from './chart';
import { curveLabel, dashOf } from './chartLabels';
import type { LegendEntry } from '../figureSvg';
import { formatMetric } from '../format';
import { Swatch } from './Swatch';
import styles from './LineChart.module.css';
import shared from '../shared.module.css';
import { Term } from '../Term';
import { lineColor, textColor } from '../colors';

interface Props {
  readonly lines: readonly ChartLine[];
  readonly present: Curves | undefined;
  /** The chart's own title says already what its one curve is. */
  readonly nameless: boolean;
}

export function ChartLegend({ lines, present, nameless }: Props) {
  return (
    <ul className={styles.legend} role="list">
      {lines.map(({ metric, color, dashed, thick }) => {
        const last = present?.series[metric]?.last ?? null;
        const { label, meaning } = text.metrics[metric];
        return (
          <li
            key={metric}
            data-metric={metric}
            data-at={last?.x ?? ''}
            data-value={last?.y ?? ''}
            style={{ color: textColor(color) }}
          >
            <Swatch
              color={lineColor(color)}
              width={thick === true ? 3 : 1.8}
              dash={dashed === true ? '4 2' : undefined}
            />
            {!nameless && <Term meaning={meaning}>{label}</Term>}{' '}
            <b className={shared.mono} title={last === null ? undefined : text.curves.lastAlone(last.x)}>
              {last === null ? text.number.none : formatMetric(metric, last.y)}
            </b>
          </li>
        );
      })}
    </ul>
  );
}

/** The legend's entries for a picture that leaves the page. */
export function figureLegend(curves: readonly Curve[]): readonly LegendEntry[] {
  return curves.map((curve) => ({
    label: curveLabel(curve),
    color: lineColor(curve.color),
    dash: dashOf(curve),
    faint: curve.past,
  }));
}
