import { withScalarHead } from '../../src/engine/rlhf/networks';
import { figure, onEverySeed, type TableExperiment } from '../reproduce/experiment';
import { pick, type PolicyFigures } from '../reproduce/study';

const FIGURES = ['gold', 'kl', 'perplexity'] as const;

export const valueNetwork: TableExperiment = {
  name: 'value-network',
  question: 'Should the value network share the policy’s trunk?',
  seeds: [0, 1],
  minutes: 4,
  async run(study) {
    const separate = study.pipeline({ ptxCoef: 0 });
    const { size } = separate.settings;
    const fromSft = withScalarHead(size, await (await separate.sft()).parameters());
    const shared = (valueCoef: number) => study.pipeline({ ptxCoef: 0, sharedTrunk: true, valueCoef });
    const all: Record<string, PolicyFigures> = {
      'separate, from the reward model': await study.policyFigures('separate', separate),
      'separate, from fine-tuned': await study.policyFigures('from fine-tuned', separate, {
        name: 'value-sft',
        valueNetwork: fromSft,
      }),
      'shared trunk, c_V .05': await study.policyFigures('shared, .05', shared(0.05)),
      'shared trunk, c_V .5': await study.policyFigures('shared, .5', shared(0.5)),
    };
    return Object.fromEntries(Object.entries(all).map(([name, figures]) => [name, pick(figures, ...FIGURES)]));
  },
  expectations: [
    onEverySeed(
      'prediction',
      'a separate network does about as well from the fine-tuned model as from the reward model: gold within .06',
      (rows) =>
        Math.abs(
          figure(rows, 'separate, from fine-tuned', 'gold') - figure(rows, 'separate, from the reward model', 'gold'),
        ) < 0.06,
    ),
    onEverySeed(
      'prediction',
      'on a shared trunk with weight .5 the value loss drowns the policy: at least .2 less gold',
      (rows) =>
        figure(rows, 'shared trunk, c_V .5', 'gold') < figure(rows, 'separate, from the reward model', 'gold') - 0.2,
    ),
  ],
};
