import { text } from '../../../text/text';
import { MICRO_STEP_SOURCES } from '../source/microStepSources';
import type { StagePage } from '../stagePage';
import { MicroStepView } from './MicroStepView';

export const sftPage: StagePage<'sft'> = {
  stage: 'sft',
  words: text.microSteps.sft,
  sources: MICRO_STEP_SOURCES.sft,
  MicroStepView,
  charts: [
    {
      id: 'loss',
      main: true,
      lines: [
        { metric: 'loss', color: 'sft' },
        { metric: 'heldOutLoss', color: 'gold', dashed: true },
      ],
    },
    { id: 'gold', lines: [{ metric: 'goldReward', color: 'gold', thick: true }] },
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', color: 'sft' }] },
  ],
  more: [{ id: 'learningRate', lines: [{ metric: 'learningRate', color: 'sft' }] }],
  worldKnobs: ['demonstrations', 'wordings'],
};
