/** Runs a scenario of the lab, in the worker and headless alike. */
import type { ScenarioName } from '../../../experiment/scenarios';
import { algorithms } from './algorithms';
import { alignmentTax } from './alignmentTax';
import { bestOfN } from './bestOfN';
import { clipping } from './clipping';
import { goodhart } from './goodhart';
import { iterate } from './iterate';
import type { Lab, ScenarioRun } from './lab';
import { labelCost } from './labelCost';
import { labelers } from './labelers';
import { secondLanguage } from './secondLanguage';
import { size } from './size';
import { tamer } from './tamer';
import { verbosity } from './verbosity';
import { wording } from './wording';

const RUNS: Readonly<Record<ScenarioName, (lab: Lab) => ScenarioRun>> = {
  goodhart,
  verbosity,
  labelers,
  labelCost,
  alignmentTax,
  secondLanguage,
  clipping,
  iterate,
  size,
  wording,
  bestOfN,
  algorithms,
  tamer,
};

export async function* runScenario(name: ScenarioName, lab: Lab): ScenarioRun {
  yield* RUNS[name](lab);
  yield { type: 'done' };
}
