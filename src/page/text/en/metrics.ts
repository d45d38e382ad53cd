/** English names and one-sentence explanations of every metric. */
import type { MetricName } from '../../../experiment/metrics';

interface MetricText {
  readonly label: string;
  readonly meaning: string;
}

export const metrics = {
  loss: { label: 'loss', meaning: 'How surprised the model is by the batch it learns from; lower is better.' },
  heldOutLoss: {
    label: 'held out',
    meaning: 'The same loss on text that training never sees; the band is ± one standard error over those texts.',
  },
  perplexity: {
    label: 'perplexity',
    meaning:
      'As if the model chose between so many equally likely words, on held-out text; about 2.1 is the least possible in this world. The band is ± one standard error over windows of that text.',
  },
  accuracy: { label: 'accuracy', meaning: 'How often the reward model orders a pair of the batch as the labeler did.' },
  heldOutAccuracy: {
    label: 'held out',
    meaning:
      'The same on comparisons that training never sees; labelers agree with each other on about 73 % of pairs. The band is ± one standard error, by prompt.',
  },
  margin: { label: 'margin', meaning: 'By how much the preferred answer’s score is above the other’s, on average.' },
  gradNorm: { label: 'gradient norm', meaning: 'The length of the gradient before it is limited.' },
  learningRate: { label: 'learning rate', meaning: 'How far one update moves the weights.' },
  proxyReward: {
    label: 'score',
    meaning:
      'The reward model’s number for the answers (the papers’ proxy reward): the policy is trained on this. The band is ± one standard error over the answers.',
  },
  goldReward: {
    label: 'gold',
    meaning:
      'The world judge’s mark, from 0 to 1: what people really want, helpful, honest and harmless. Training never sees it. The band is ± one standard error over the answers.',
  },
  totalReward: {
    label: 'score − β KL',
    meaning: 'What PPO really makes as large as it can: the score less the KL penalty.',
  },
  kl: { label: 'KL', meaning: 'How far the policy has moved from the fine-tuned model, in nats per answer.' },
  klCoef: { label: 'β', meaning: 'The KL penalty: what one nat of KL costs.' },
  entropy: {
    label: 'entropy',
    meaning: 'How undecided the policy is at each token, in nats; near 0 it always says the same.',
  },
  policyLoss: { label: 'policy', meaning: 'The loss of the policy: its clipped objective with the sign turned round.' },
  valueLoss: {
    label: 'value',
    meaning: 'The loss of the value network: how wrong it is about what an answer will earn.',
  },
  ptxLoss: { label: 'ptx', meaning: 'How surprised the policy is by the pretraining corpus.' },
  clipFraction: {
    label: 'clipped share',
    meaning: 'Share of tokens whose ratio left the clip range and no longer counts.',
  },
  approxKl: { label: 'KL of one iteration', meaning: 'How far the updates of one iteration moved the policy.' },
  ratio: { label: 'ratio', meaning: 'Probability of a token now, divided by that when it was written; the mean.' },
  explainedVariance: {
    label: 'explained variance',
    meaning: 'How much of the returns the value network predicts: 1 all of it, 0 nothing.',
  },
  responseLength: { label: 'length', meaning: 'Tokens per answer.' },
  endedShare: { label: 'ended', meaning: 'Share of answers that end by themselves within 24 tokens.' },
} as const satisfies Record<MetricName, MetricText>;
