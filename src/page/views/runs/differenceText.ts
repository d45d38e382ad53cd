/** How a saved run differs from the defaults, the present page or another run, in words. */
import { scenarioSettings } from '../../../experiment/scenarios';
import {
  labDifference,
  runDifference,
  runDifferenceFromDefaults,
  runDifferenceFromPresent,
} from '../../store/saved/difference';
import type { SavedLabRun } from '../../store/saved/savedLabRun';
import type { SavedRun } from '../../store/saved/recorder';
import type { PageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';

/** The defaults, what the page has now, or another run. */
export type Against = 'defaults' | PageModel | SavedRun | SavedLabRun;

const isRun = (against: Exclude<Against, 'defaults'>): against is SavedRun | SavedLabRun => 'begun' in against;

/** Null where the two are of different kinds. The defaults of a run of the lab are those of its scenario. */
function differencesOf(run: SavedRun | SavedLabRun, against: Against): readonly string[] | null {
  if ('stage' in run) {
    if (against === 'defaults') return runDifferenceFromDefaults(run);
    if (!isRun(against)) return runDifferenceFromPresent(against, run);
    return 'stage' in against ? runDifference(against, run) : null;
  }
  if (against === 'defaults') return labDifference(scenarioSettings(run.scenario), run.settings);
  if (!isRun(against) || 'stage' in against || against.scenario !== run.scenario) return null;
  return labDifference(against.settings, run.settings);
}

/** Nothing for a run against itself. */
export function differenceText(run: SavedRun | SavedLabRun, against: Against): string {
  if (run === against) return '';
  const words = text.runs;
  const differences = differencesOf(run, against);
  if (differences === null) return 'stage' in run ? words.lab.stageApart : words.lab.apart;
  const same = against === 'defaults' && !('stage' in run) ? words.lab.same : words.same;
  return differences.length === 0 ? same : `${words.differs}: ${differences.join(', ')}`;
}
