/** What a stage measures of itself while it trains. */
import type { MetricValues } from '../../../experiment/metrics';
import type { Estimate } from '../../../estimates';
import type { MicroStep } from '../../../protocol/microSteps';
import { evaluationPrompts } from '../../../world/prompts';
import type { Model } from '../../lm/model';
import { markEstimate } from '../../rlhf/evaluation/evaluate';
import { judgedAnswers } from '../../rlhf/evaluation/judged';
import type { PretrainStep } from '../../rlhf/pretrain';
import type { SftStep } from '../../rlhf/sft';
import { stageRng } from '../../../rng';
import type { StepReport } from './stageRun';

/** Prompts on which a stage is judged now and then. */
const CHECK_PROMPTS = evaluationPrompts(100);

/** Mean gold of a model's answers to a fixed hundred of the evaluation prompts. */
export async function goldEstimate(model: Model, seed: number): Promise<Estimate> {
  return markEstimate('gold', await judgedAnswers(model, CHECK_PROMPTS, 'chat', stageRng(seed, 'check')));
}

/** Now and then, some twenty times in a long run, and at its end. */
export function isDue(step: number, steps: number): boolean {
  return step === steps || step % Math.max(5, Math.round(steps / 20)) === 0;
}

/** What a language model's training measures now and then. */
interface Checked {
  readonly values: MetricValues;
  readonly errors: MetricValues;
}

/** A language model's training, with held-out numbers now and then. */
export async function* reportTraining<S extends PretrainStep | SftStep>(
  steps: AsyncGenerator<S>,
  describeStep: (step: S) => Promise<MicroStep>,
  check: () => Promise<Checked>,
): AsyncGenerator<StepReport> {
  for await (const step of steps) {
    const describe = () => describeStep(step);
    if (step.kind === 'batch') {
      yield { describe };
      continue;
    }
    const { step: iteration, steps: iterations } = step;
    const checked = isDue(iteration, iterations) ? await check() : null;
    const values = { ...step.metrics, ...checked?.values };
    const metrics = { iteration, values, ...(checked && { errors: checked.errors }) };
    yield { describe, ended: { iteration, iterations, metrics } };
  }
}
