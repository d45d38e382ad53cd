import type { StagePage } from '../stagePage';
import { Inside } from './Inside';

export const pretrainPage: StagePage<'pretrain'> = {
  stage: 'pretrain',
  Inside,
  charts: [
    {
      id: 'loss',
      main: true,
      lines: [
        { metric: 'loss', voice: 'base' },
        { metric: 'heldOutLoss', voice: 'gold', dashed: true },
      ],
    },
    { id: 'perplexity', lines: [{ metric: 'perplexity', voice: 'base' }] },
    { id: 'gradNorm', lines: [{ metric: 'gradNorm', voice: 'base' }] },
  ],
  more: [{ id: 'learningRate', lines: [{ metric: 'learningRate', voice: 'base' }] }],
  worldKnobs: ['size', 'seed', 'spanishShare'],
};
