import type { StagePage } from '../stagePage';
import { Inside } from './Inside';
import { Labelers } from './Labelers';

export const rewardModelPage: StagePage<'rewardModel'> = {
  stage: 'rewardModel',
  Inside,
  Aside: Labelers,
  charts: [
    {
      id: 'accuracy',
      main: true,
      lines: [
        { metric: 'accuracy', voice: 'base' },
        { metric: 'heldOutAccuracy', voice: 'rewardModel', thick: true },
      ],
    },
    { id: 'loss', lines: [{ metric: 'loss', voice: 'rewardModel' }] },
    { id: 'margin', lines: [{ metric: 'margin', voice: 'rewardModel' }] },
  ],
  more: [
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', voice: 'rewardModel' }] },
    { id: 'learningRate', lines: [{ metric: 'learningRate', voice: 'rewardModel' }] },
  ],
  worldKnobs: [
    'comparisonPrompts',
    'responsesPerPrompt',
    'ownLabelWeight',
    'lengthBias',
    'politeWeight',
    'helpfulWeight',
    'honestWeight',
    'harmlessWeight',
    'labelers',
    'labelerNoise',
    'labelerSpread',
    'carelessLabelers',
    'adversarialLabelers',
    'rewardModelSize',
  ],
};
