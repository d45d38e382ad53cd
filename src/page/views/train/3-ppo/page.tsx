import { text } from '../../../text/text';
import { MICRO_STEP_SOURCES } from '../source/microStepSources';
import type { StagePage } from '../stagePage';
import { MicroStepView } from './MicroStepView';
import { Networks } from './Networks';

export const ppoPage: StagePage<'ppo'> = {
  stage: 'ppo',
  words: text.microSteps.ppo,
  sources: MICRO_STEP_SOURCES.ppo,
  MicroStepView,
  Strip: Networks,
  charts: [
    {
      id: 'reward',
      main: true,
      lines: [
        { metric: 'goldReward', color: 'gold', thick: true },
        { metric: 'proxyReward', color: 'rewardModel' },
      ],
    },
    { id: 'kl', lines: [{ metric: 'kl', color: 'reference' }] },
    {
      id: 'losses',
      lines: [
        { metric: 'policyLoss', color: 'policy' },
        { metric: 'valueLoss', color: 'value' },
        { metric: 'ptxLoss', color: 'base', dashed: true },
      ],
    },
    { id: 'clip', lines: [{ metric: 'clipFraction', color: 'danger' }] },
    { id: 'entropy', lines: [{ metric: 'entropy', color: 'policy' }] },
    { id: 'length', lines: [{ metric: 'responseLength', color: 'policy' }] },
  ],
  more: [
    { id: 'explained', lines: [{ metric: 'explainedVariance', color: 'value' }] },
    { id: 'total', lines: [{ metric: 'totalReward', color: 'rewardModel' }] },
    { id: 'ended', lines: [{ metric: 'endedShare', color: 'policy' }] },
    { id: 'ratio', lines: [{ metric: 'ratio', color: 'policy' }] },
    { id: 'approxKl', lines: [{ metric: 'approxKl', color: 'policy' }] },
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', color: 'policy' }] },
    { id: 'learningRate', lines: [{ metric: 'learningRate', color: 'policy' }] },
    { id: 'klCoef', lines: [{ metric: 'klCoef', color: 'reference' }] },
  ],
  worldKnobs: [],
};
