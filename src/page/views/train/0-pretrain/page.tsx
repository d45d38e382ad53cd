import { text } from '../../../text/text';
import { MICRO_STEP_SOURCES } from '../source/microStepSources';
import type { StagePage } from '../stagePage';
import { MicroStepView } from './MicroStepView';

export const pretrainPage: StagePage<'pretrain'> = {
  stage: 'pretrain',
  words: text.microSteps.pretrain,
  sources: MICRO_STEP_SOURCES.pretrain,
  MicroStepView,
  charts: [
    {
      id: 'loss',
      main: true,
      lines: [
        { metric: 'loss', color: 'base' },
        { metric: 'heldOutLoss', color: 'gold', dashed: true },
      ],
    },
    { id: 'perplexity', lines: [{ metric: 'perplexity', color: 'base' }] },
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', color: 'base' }] },
  ],
  more: [{ id: 'learningRate', lines: [{ metric: 'learningRate', color: 'base' }] }],
  worldKnobs: ['size', 'seed', 'spanishShare'],
};
