/** Where in the page the learner is: each place that they go to is an entry of the browser's history. */
import type { View } from '../../../experiment/controls';
import type { StageName } from '../../../experiment/names';
import type { PageParameters } from '../../../experiment/query';
import type { ScenarioName } from '../../../experiment/scenarios';
import { controlStateOf, type Restrictions } from './restrictions';

export interface Place {
  readonly view: View;
  readonly stage: StageName;
  readonly pane: PageParameters['pane'];
  /** On view in the lab; null: its list, or another view. */
  readonly scenario: ScenarioName | null;
}

/** Whether one goes elsewhere from the one to the other: another pane shows the same place from another side. */
export function isElsewhere(from: Place, to: Place): boolean {
  if (from.view !== to.view || from.scenario !== to.scenario) return true;
  return to.view === 'train' && from.stage !== to.stage;
}

/**
 * Where Back and Forward lead when the address names a place: there, unless the view is hidden or locked. The address of a
 * scenario names no stage.
 */
export function arrival(named: Place, present: Place, restrictions: Restrictions): Place {
  if (named.view !== present.view && controlStateOf(restrictions, named.view) !== 'free') return present;
  return named.scenario === null ? named : { ...named, stage: present.stage, pane: present.pane };
}
