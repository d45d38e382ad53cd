/**
 * InstructGPT's figure 1: what training on human feedback is worth against size, judged by gold and by held-out labelers.
 * The smallest policy learns from the reward model of size S, as on the page, and from that of size M as well: InstructGPT's
 * smallest learned from a larger reward model, too (6B for 1.3B). That of S knows the answers of a larger model than XS,
 * and on one seed in three XS gets around it.
 */
import { SIZES, type Size } from '../../src/experiment/names';
import { marks } from '../../src/engine/rlhf/evaluation/evaluate';
import type { Judged } from '../../src/engine/rlhf/evaluation/judged';
import { preferredBy } from '../../src/engine/rlhf/evaluation/preferredBy';
import type { PromptFormat } from '../../src/engine/rlhf/respond';
import type { Model } from '../../src/engine/lm/model';
import { figure, onEverySeed, type TableExperiment, type Rows } from '../reproduce/experiment';
import type { Study } from '../reproduce/study';

/** Policies of the largest size are trained on two seeds alone. */
const SEEDS_OF_LARGE_POLICIES = 2;

const WITH_LARGE_REWARD_MODEL = 'PPO, reward model M';

async function answersOf(study: Study, size: Size): Promise<Map<string, Judged[]>> {
  const answers = new Map<string, Judged[]>();
  const ask = async (name: string, model: Model, format: PromptFormat) => {
    answers.set(name, await study.judged(model, format));
  };
  const pipeline = study.pipeline({ size });
  await ask('base', await pipeline.base(), 'bare');
  await ask('prompted base', await pipeline.base(), 'fewShot');
  await ask('fine-tuned', await pipeline.sft(), 'chat');
  if (size === 'M' && study.seed >= SEEDS_OF_LARGE_POLICIES) return answers;
  const ppo = await study.policy(`${size} PPO`, study.pipeline({ size, ptxCoef: 0 }));
  await ask('PPO', ppo.model, 'chat');
  const ptx = await study.policy(`${size} PPO-ptx`, pipeline);
  await ask('PPO-ptx', ptx.model, 'chat');
  for (const { model } of [ppo, ptx]) model.dispose();
  if (size === 'XS') {
    const taught = study.pipeline({ size, ptxCoef: 0, rewardModelSize: 'M' });
    const { model } = await study.policy('XS PPO, reward model M', taught);
    await ask(WITH_LARGE_REWARD_MODEL, model, 'chat');
    model.dispose();
  }
  return answers;
}

const smallAboveLargePrompted = (seeds: readonly Rows[]) => {
  const prompted = seeds.map((rows) => figure(rows, 'M prompted base', 'gold'));
  return seeds.every((rows) => figure(rows, `XS ${WITH_LARGE_REWARD_MODEL}`, 'gold') > Math.max(...prompted));
};

export const figure1: TableExperiment = {
  name: 'figure1',
  question: 'Is a small model trained on human feedback better than a large one that is prompted?',
  seeds: [0, 1, 2],
  minutes: 22,
  async run(study) {
    const bySize = new Map<Size, Map<string, Judged[]>>();
    for (const size of SIZES) bySize.set(size, await answersOf(study, size));
    const largest = bySize.get('M')?.get('fine-tuned') ?? [];
    const labelers = study.pipeline().world.heldOutLabelers;
    const rows: Record<string, Record<string, number>> = {};
    for (const [size, answers] of bySize) {
      const own = answers.get('fine-tuned') ?? [];
      for (const [name, judged] of answers) {
        const { gold, goldError } = marks(judged);
        rows[`${size} ${name}`] = {
          gold,
          '±': goldError,
          'preferred to M fine-tuned': preferredBy(labelers, judged, largest).mean,
          'preferred to own fine-tuned': preferredBy(labelers, judged, own).mean,
        };
      }
    }
    return rows;
  },
  expectations: [
    {
      kind: 'requirement',
      says: 'the smallest PPO model, taught by the reward model of size M, beats the largest prompted base on gold, each of its seeds against the best of theirs',
      holds: smallAboveLargePrompted,
    },
    onEverySeed('prediction', 'at XS and S: base < prompted base < fine-tuned < PPO on gold', (rows) =>
      (['XS', 'S'] as const).every((size) => {
        const golds = ['base', 'prompted base', 'fine-tuned', 'PPO'].map((name) =>
          figure(rows, `${size} ${name}`, 'gold'),
        );
        return golds.every((gold, i) => i === 0 || gold > (golds[i - 1] ?? NaN));
      }),
    ),
    onEverySeed(
      'prediction',
      "the smallest PPO model comes within .05 of the largest fine-tuned model's gold, or above",
      (rows) => figure(rows, 'XS PPO', 'gold') > figure(rows, 'M fine-tuned', 'gold') - 0.05,
    ),
    onEverySeed(
      'prediction',
      'labelers prefer PPO at S to its own fine-tuned model in 55 to 65 % of comparisons',
      (rows) => Math.abs(figure(rows, 'S PPO', 'preferred to own fine-tuned') - 0.6) <= 0.05,
    ),
  ],
};
