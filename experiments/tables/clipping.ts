/** Schulman et al. 2017: what the clipped objective guards against. */
import { figure, onEverySeed, type TableExperiment } from '../reproduce/experiment';
import { pick } from '../reproduce/study';

const SIZES_OF_STEP = [
  { times: 1, epochs: 4 },
  { times: 3, epochs: 4 },
] as const;
/** As good as none: no ratio gets as far. */
const CLIP_RANGES = { clipped: 0.2, unclipped: 10 } as const;

const name = (clip: string, times: number, epochs: number) => `${clip}, learning rate × ${times}, ${epochs} epochs`;

export const clipping: TableExperiment = {
  name: 'clipping',
  question: 'What does clipping the ratio save, when steps are large?',
  seeds: [0, 1],
  minutes: 4,
  async run(study) {
    const { policyLr } = study.pipeline().settings;
    const rows: Record<string, Record<string, number>> = {};
    for (const { times, epochs } of SIZES_OF_STEP) {
      for (const [clip, clipRange] of Object.entries(CLIP_RANGES)) {
        const label = name(clip, times, epochs);
        const changes = { clipRange, policyLr: times * policyLr, ppoEpochs: epochs, ppoIterations: 40, ptxCoef: 0 };
        rows[label] = pick(await study.policyFigures(label, study.pipeline(changes)), 'gold', 'perplexity', 'kl');
      }
    }
    return rows;
  },
  expectations: [
    onEverySeed(
      'prediction',
      'at a learning rate three times as large, the unclipped policy ends with at least .15 less gold',
      (rows) => figure(rows, name('unclipped', 3, 4), 'gold') < figure(rows, name('clipped', 3, 4), 'gold') - 0.15,
    ),
    onEverySeed(
      'prediction',
      'clipping does not save everything: with it, the large step still ends below the small one',
      (rows) => figure(rows, name('clipped', 3, 4), 'gold') < figure(rows, name('clipped', 1, 4), 'gold'),
    ),
  ],
};
