import type { StagePage } from '../stagePage';
import { Inside } from './Inside';

export const sftPage: StagePage<'sft'> = {
  stage: 'sft',
  Inside,
  charts: [
    {
      id: 'loss',
      main: true,
      lines: [
        { metric: 'loss', voice: 'sft' },
        { metric: 'heldOutLoss', voice: 'gold', dashed: true },
      ],
    },
    { id: 'gold', lines: [{ metric: 'goldReward', voice: 'gold', thick: true }] },
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', voice: 'sft' }] },
  ],
  more: [{ id: 'learningRate', lines: [{ metric: 'learningRate', voice: 'sft' }] }],
  worldKnobs: ['demonstrations', 'wordings'],
};
