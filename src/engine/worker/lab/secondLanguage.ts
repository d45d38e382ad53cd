/** Pretraining on corpora with more and less Spanish in them. */
import { armsOf } from '../../../experiment/scenarios';
import type { Lab, ScenarioRun } from './lab';
import { perplexityPoint, spanishPoint } from './measures';
import { pretrainArm } from './pretrainArm';

/** Measurements of one arm, where that does not bring them nearer to each other than the steps below. */
const MEASURED = 10;
const APART = 50;

export async function* secondLanguage(lab: Lab): ScenarioRun {
  for (const { name, settings } of armsOf('secondLanguage', lab.settings)) {
    const every = Math.max(APART, Math.ceil(settings.pretrainSteps / MEASURED));
    yield* pretrainArm(lab, name, settings, {
      every,
      async *measure(model, step) {
        yield await spanishPoint(name, model, step);
        // That of random weights, about the number of words, would flatten all the others.
        if (step > 0) yield await perplexityPoint(name, model, step);
      },
    });
  }
}
