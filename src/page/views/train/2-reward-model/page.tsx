import { text } from '../../../text/text';
import { MICRO_STEP_SOURCES } from '../source/microStepSources';
import type { StagePage } from '../stagePage';
import { MicroStepView } from './MicroStepView';
import { Labelers } from './Labelers';

export const rewardModelPage: StagePage<'rewardModel'> = {
  stage: 'rewardModel',
  words: text.microSteps.rewardModel,
  sources: MICRO_STEP_SOURCES.rewardModel,
  MicroStepView,
  Aside: Labelers,
  charts: [
    {
      id: 'accuracy',
      main: true,
      lines: [
        { metric: 'accuracy', color: 'base' },
        { metric: 'heldOutAccuracy', color: 'rewardModel', thick: true },
      ],
    },
    { id: 'loss', lines: [{ metric: 'loss', color: 'rewardModel' }] },
    { id: 'margin', lines: [{ metric: 'margin', color: 'rewardModel' }] },
  ],
  more: [
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', color: 'rewardModel' }] },
    { id: 'learningRate', lines: [{ metric: 'learningRate', color: 'rewardModel' }] },
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
