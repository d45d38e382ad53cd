import type { StagePage } from '../stagePage';
import { Inside } from './Inside';
import { Networks } from './Networks';

export const ppoPage: StagePage<'ppo'> = {
  stage: 'ppo',
  Inside,
  Strip: Networks,
  charts: [
    {
      id: 'reward',
      main: true,
      lines: [
        { metric: 'goldReward', voice: 'gold', thick: true },
        { metric: 'proxyReward', voice: 'rewardModel' },
      ],
    },
    { id: 'kl', lines: [{ metric: 'kl', voice: 'reference' }] },
    {
      id: 'losses',
      lines: [
        { metric: 'policyLoss', voice: 'policy' },
        { metric: 'valueLoss', voice: 'value' },
        { metric: 'ptxLoss', voice: 'base', dashed: true },
      ],
    },
    { id: 'clip', lines: [{ metric: 'clipFraction', voice: 'danger' }] },
    { id: 'entropy', lines: [{ metric: 'entropy', voice: 'policy' }] },
    { id: 'length', lines: [{ metric: 'responseLength', voice: 'policy' }] },
  ],
  more: [
    { id: 'explained', lines: [{ metric: 'explainedVariance', voice: 'value' }] },
    { id: 'total', lines: [{ metric: 'totalReward', voice: 'rewardModel' }] },
    { id: 'ended', lines: [{ metric: 'endedShare', voice: 'policy' }] },
    { id: 'ratio', lines: [{ metric: 'ratio', voice: 'policy' }] },
    { id: 'approxKl', lines: [{ metric: 'approxKl', voice: 'policy' }] },
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', voice: 'policy' }] },
    { id: 'learningRate', lines: [{ metric: 'learningRate', voice: 'policy' }] },
    { id: 'klCoef', lines: [{ metric: 'klCoef', voice: 'reference' }] },
  ],
  worldKnobs: [],
};
