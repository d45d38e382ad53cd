/** InstructGPT §3.5: the validation loss says stop long before people do. */
import { languageModel } from '../../src/engine/rlhf/networks';
import { sft, demonstrationLoss } from '../../src/engine/rlhf/sft';
import { stageRng } from '../../src/rng';
import { trainingSettings } from '../../src/experiment/settings';
import { demonstrations } from '../../src/world/demonstrations';
import { marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { mean } from '../reproduce/mean';
import { figure, type TableExperiment, type Rows } from '../reproduce/experiment';

const EPOCHS = 16;
const VALIDATION = 300;

const name = (epoch: number) => `epoch ${epoch}`;
const epochs = Array.from({ length: EPOCHS }, (_, i) => i + 1);

/** The epoch at which a figure, in the mean over the seeds, is best. */
function bestEpoch(seeds: readonly Rows[], column: string, sign: 1 | -1): number {
  const means = epochs.map((epoch) => sign * mean(seeds.map((rows) => figure(rows, name(epoch), column))));
  return 1 + means.indexOf(Math.max(...means));
}

export const sftEpochs: TableExperiment = {
  name: 'sft-epochs',
  question: 'Does a model that over-fits its demonstrations by the loss also answer worse?',
  seeds: [0, 1],
  minutes: 3,
  async run(study) {
    const pipeline = study.pipeline({ sftEpochs: EPOCHS });
    const { settings, world } = pipeline;
    const unseen = demonstrations(VALIDATION, stageRng(study.seed, 'validation'));
    const model = languageModel(settings.size, await (await pipeline.base()).parameters());
    const rows: Record<string, Record<string, number>> = {};
    let losses: number[] = [];
    const training = trainingSettings(settings);
    for await (const step of sft(model, world.demonstrations, () => training, stageRng(study.seed, 'sft'))) {
      if (step.kind !== 'update') continue;
      losses.push(step.metrics.loss);
      if (step.step % (step.steps / EPOCHS) !== 0) continue;
      const { gold, goldError } = marks(await study.judged(model, 'chat', { samples: 2 }));
      const validation = await demonstrationLoss(model, unseen);
      rows[name((step.step * EPOCHS) / step.steps)] = {
        'loss, training': mean(losses),
        'loss, validation': validation,
        gold,
        '±': goldError,
      };
      losses = [];
    }
    model.dispose();
    return rows;
  },
  expectations: [
    {
      kind: 'prediction',
      says: 'the validation loss is least at least three epochs before gold is highest, in the mean',
      holds: (seeds) => bestEpoch(seeds, 'loss, validation', -1) + 3 <= bestEpoch(seeds, 'gold', 1),
    },
    {
      kind: 'prediction',
      says: 'the validation loss rises by at least .02 from its least to the last epoch, and gold does not fall below that of its epoch, in the mean',
      holds: (seeds) => {
        const at = (epoch: number, column: string) => mean(seeds.map((rows) => figure(rows, name(epoch), column)));
        const best = bestEpoch(seeds, 'loss, validation', -1);
        return (
          at(EPOCHS, 'loss, validation') >= at(best, 'loss, validation') + 0.02 &&
          at(EPOCHS, 'gold') >= at(best, 'gold')
        );
      },
    },
  ],
};
