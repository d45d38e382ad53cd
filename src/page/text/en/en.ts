/** English: every word the learner reads, group by group. */
import { about, earlierWork, newVersion } from './about';
import { bench } from './bench';
import { charts, curves } from './charts';
import { classroom } from './classroom';
import { compare } from './compare';
import { evaluate, evaluation } from './evaluate';
import { gold } from './gold';
import { handOver } from './handOver';
import { comparisons, inside, ledger } from './inside';
import { knobs, settings } from './knobs';
import { lab } from './lab';
import { label } from './label';
import { effect, learn } from './labelEffect';
import { metrics } from './metrics';
import { microSteps } from './microSteps';
import {
  backends,
  endedEarly,
  learnedFrom,
  models,
  needs,
  opening,
  origins,
  ppoWithoutPenalty,
  speakers,
  stages,
  status,
  weightsNote,
} from './names';
import { prompt } from './prompt';
import { rankings } from './rankings';
import { reference } from './reference';
import { runs } from './runs';
import { activities, backend, confirm, map, notices, runBar, theme, views } from './shell';
import { start } from './start';
import { step } from './step';
import { terms } from './terms';
import { firstVisit, labelers, weights } from './train';
import { answers, trainAll, verdict } from './verdict';
import { broken, number, specials, units } from './ui';

export const en = {
  title: 'RLHF Playground',
  ...{ backends, endedEarly, learnedFrom, models, needs, opening, origins, ppoWithoutPenalty, speakers, stages },
  ...{ status, weightsNote },
  ...{ about, activities, backend, classroom, confirm, earlierWork, map, newVersion, notices, runBar },
  ...{ theme, views },
  ...{ broken, charts, curves, knobs, metrics, number, settings, specials, terms, units },
  ...{ comparisons, firstVisit, handOver, inside, labelers, ledger, microSteps, step, weights },
  ...{ answers, gold, trainAll, verdict },
  ...{ bench, compare, evaluate, evaluation, lab, reference, runs, start },
  ...{ effect, label, learn, prompt, rankings },
};
