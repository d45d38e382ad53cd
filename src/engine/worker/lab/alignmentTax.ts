/** What PPO costs the language model, with and without the pretraining gradient. */
import type { LabEvent } from '../../../protocol/lab';
import { languageModel } from '../../rlhf/networks';
import { armsOf, type NamedArm } from '../../../experiment/scenarios';
import type { Lab, ScenarioRun } from './lab';
import { answerProbe, goldPoint, evaluationAnswers, perplexityPoint, spanishPoint } from './measures';
import { policyArm } from './policyArm';
import type { Probe } from './probe';

/** A model before PPO, at iteration 0. */
async function* mark(lab: Lab, arm: NamedArm, stage: 'pretrain' | 'sft'): AsyncGenerator<LabEvent> {
  const { settings } = lab;
  yield { type: 'doing', arm, doing: 'answers', fraction: 0 };
  const model = languageModel(settings.size, await lab.shipped(stage));
  try {
    yield await perplexityPoint(arm, model, 0);
    yield await spanishPoint(arm, model, 0);
    if (stage === 'sft') yield goldPoint(arm, 0, await evaluationAnswers(model, settings));
  } finally {
    model.dispose();
  }
}

export async function* alignmentTax(lab: Lab): ScenarioRun {
  yield* mark(lab, 'base', 'pretrain');
  yield* mark(lab, 'sft', 'sft');
  for (const { name, settings } of armsOf('alignmentTax', lab.settings)) {
    const answers = answerProbe(name, settings, ['gold']);
    const probe: Probe = {
      ...answers,
      async *measure(model, step) {
        yield await perplexityPoint(name, model, step);
        yield await spanishPoint(name, model, step);
        yield* answers.measure(model, step);
      },
    };
    yield* policyArm(lab, name, settings, { probe });
  }
}
