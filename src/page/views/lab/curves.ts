/** What a picture draws: each variant's measurements of each of its quantities, but for those that it has no place for. */
import type { CsvCell } from '../../../formats/csv';
import type { Axis, ScenarioPanel, Quantity, ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import type { LabModel, Measurement } from '../../store/lab/labRun';
import { pointAt } from '../../store/run/series';
import { text } from '../../text/text';
import { armLabel } from '../../ui/armLabel';
import { styleOf, type Style } from './arms';

/** One variant's measurements of one quantity. */
export interface ArmCurve {
  readonly key: string;
  readonly label: string;
  /** Name of the variant alone. */
  readonly arm: string;
  readonly quantity: Quantity;
  readonly points: readonly Measurement[];
  readonly style: Style;
  /** Measured once, for all places of the axis. */
  readonly level: boolean;
}

export function curvesOf(
  scenario: ScenarioName,
  { quantities, levels = [] }: ScenarioPanel,
  { arms }: LabModel,
  ran: Settings | null,
  recorded = false,
): ArmCurve[] {
  const several = quantities.length > 1;
  return arms.flatMap(({ name, points }) =>
    quantities.flatMap((quantity) => {
      const measured = points[quantity];
      if (!measured) return [];
      const arm = armLabel(scenario, name, ran, recorded);
      return [
        {
          key: `${name} ${quantity}`,
          label: several ? `${arm}, ${text.lab.quantities[quantity].label}` : arm,
          ...{ arm, quantity },
          points: measured.flatMap(({ x, y, error }) => pointAt(x, y, error) ?? []),
          style: styleOf(scenario, name, quantity, several),
          level: (levels as readonly string[]).includes(name),
        },
      ];
    }),
  );
}

/** A picture's numbers as they leave the program: a row for each measurement. */
export function panelCells(axis: Axis, curves: readonly ArmCurve[]): readonly (readonly CsvCell[])[] {
  return [
    [text.lab.axes[axis], 'variant', 'quantity', 'value', 'stderr'],
    ...curves.flatMap(({ arm, quantity, points }) =>
      points.map(({ x, y, error = null }) => [axis === 'model' ? '' : x, arm, quantity, y, error]),
    ),
  ];
}

/** A picture's heading. */
export function titleOf({ quantities }: ScenarioPanel): string {
  return quantities.map((quantity) => text.lab.quantities[quantity].title).join(', ');
}
