/** How a kept run differs from what all are difference against, in words. */
import { scenarioSettings } from '../../../experiment/scenarios';
import {
  labDifference,
  runDifference,
  runDifferenceFromDefaults,
  runDifferenceFromPresent,
} from '../../store/kept/difference';
import type { KeptLabRun } from '../../store/kept/keptLabRun';
import type { KeptRun } from '../../store/kept/recorder';
import type { PageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';

/** The defaults, what the page has now, or another run. */
export type Against = 'defaults' | PageModel | KeptRun | KeptLabRun;

const isRun = (against: Exclude<Against, 'defaults'>): against is KeptRun | KeptLabRun => 'begun' in against;

/** Null where the two are of different kinds. The defaults of a run of the lab are those of its scenario. */
function differencesOf(run: KeptRun | KeptLabRun, against: Against): readonly string[] | null {
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
export function differenceText(run: KeptRun | KeptLabRun, against: Against): string {
  if (run === against) return '';
  const words = text.runs;
  const differences = differencesOf(run, against);
  if (differences === null) return 'stage' in run ? words.lab.stageApart : words.lab.apart;
  const same = against === 'defaults' && !('stage' in run) ? words.lab.same : words.same;
  return differences.length === 0 ? same : `${words.differs}: ${differences.join(', ')}`;
}
