/** Knox & Stone 2009: a handful of "good" and "bad" on one task. */
import { markEstimate } from '../../src/engine/rlhf/evaluation/evaluate';
import { simulatedFeedback } from '../../src/engine/rlhf/beyond/feedback';
import { languageModel, scalarModel, withScalarHead } from '../../src/engine/rlhf/networks';
import { stageRng } from '../../src/rng';
import { trainingSettings } from '../../src/experiment/settings';
import { SUITED_TAMER, trainTamer } from '../../src/engine/rlhf/beyond/tamer';
import { sampleStoryPrompt, storyEvaluationPrompts } from '../../src/world/storyPrompts';
import { mean } from '../reproduce/mean';
import { figure, onEverySeed, type TableExperiment } from '../reproduce/experiment';

/** Feedbacks after which stories are judged. */
const JUDGED = [0, 32, 64, 96, 160, 256] as const;

const name = (feedbacks: number) => `${feedbacks} feedbacks`;

export const tamer: TableExperiment = {
  name: 'tamer',
  question: 'What can a few "good" and "bad" on one task teach?',
  seeds: [0, 1],
  minutes: 2,
  async run(study) {
    const pipeline = study.pipeline();
    const { settings, world } = pipeline;
    const { size } = settings;
    const sft = await (await pipeline.sft()).parameters();
    const networks = {
      policy: languageModel(size, sft),
      referencePolicy: languageModel(size, sft),
      rewardModel: scalarModel(size, withScalarHead(size, sft)),
    };
    const giveFeedback = simulatedFeedback(world.labelers[0], stageRng(study.seed, 'labeler'));
    const source = { prompts: sampleStoryPrompt, giveFeedback };
    const stories = storyEvaluationPrompts(200);
    const rows: Record<string, Record<string, number>> = {};
    const judgeNow = async (feedbacks: number) => {
      const judged = await study.judged(networks.policy, 'chat', { prompts: stories });
      const { mean: gold, error } = markEstimate('gold', judged);
      rows[name(feedbacks)] = { 'gold on stories': gold, '±': error };
    };
    await judgeNow(0);
    const now = { ...trainingSettings(settings), ...SUITED_TAMER };
    for await (const step of trainTamer(networks, source, () => now, stageRng(study.seed, 'tamer'))) {
      if (step.kind !== 'metrics') continue;
      const { feedback } = step.metrics;
      if ((JUDGED as readonly number[]).includes(feedback)) await judgeNow(feedback);
    }
    for (const network of Object.values(networks)) network.dispose();
    return rows;
  },
  expectations: [
    onEverySeed('requirement', 'stories gain .1 gold within 64 feedbacks', (rows) => {
      const gold = (feedbacks: number) => figure(rows, name(feedbacks), 'gold on stories');
      return Math.max(gold(32), gold(64)) >= gold(0) + 0.1;
    }),
    {
      kind: 'prediction',
      says: 'gold goes on rising to 160 feedbacks, in the mean',
      holds: (seeds) =>
        mean(
          seeds.map((rows) => figure(rows, name(160), 'gold on stories') - figure(rows, name(64), 'gold on stories')),
        ) > 0,
    },
  ],
};
