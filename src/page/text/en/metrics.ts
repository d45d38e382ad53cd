/** English names and one-sentence explanations of every metric. */
import type { MetricName } from '../../../experiment/metrics';

interface MetricText {
  readonly label: string;
  readonly meaning: string;
}

export const metrics = {
  loss: { label: 'loss', meaning: 'How surprised the model is on the batch it learns from; lower is better.' },
  heldOutLoss: {
    label: 'held out',
    meaning: 'The same loss on text that training never sees; the band is ± one standard error over those texts.',
  },
  perplexity: {
    label: 'perplexity',
    meaning:
      'Between how many equally likely words the model hesitates, on held-out text; about 2.1 is the floor of this world. The band is ± one standard error over windows of that text.',
  },
  accuracy: { label: 'accuracy', meaning: 'How often the reward model orders a pair of the batch as the labeler did.' },
  heldOutAccuracy: {
    label: 'held out',
    meaning:
      'The same on comparisons that training never sees; labelers agree with each other on about 73 % of pairs. The band is ± one standard error, clustered by prompt.',
  },
  margin: { label: 'margin', meaning: 'By how much the preferred answer outscores the other, on average.' },
  gradNorm: { label: 'gradient norm', meaning: 'The length of the gradient before it is limited.' },
  learningRate: { label: 'learning rate', meaning: 'How far this step moves the weights.' },
  proxyReward: {
    label: 'proxy',
    meaning:
      'What the reward model says of the answers: this is what the policy is trained on. The band is ± one standard error over the answers.',
  },
  goldReward: {
    label: 'gold',
    meaning:
      'What the world’s own judge says of the answers: helpful, honest and harmless. Training never sees it. The band is ± one standard error over the answers.',
  },
  totalReward: { label: 'score − β KL', meaning: 'What the policy really maximizes: the score less the KL penalty.' },
  kl: { label: 'KL', meaning: 'How far the policy has drifted from the fine-tuned model, in nats per answer.' },
  klCoef: { label: 'β', meaning: 'The price of one nat of drift.' },
  entropy: { label: 'entropy', meaning: 'How undecided the policy is at each token; near 0 it always says the same.' },
  policyLoss: { label: 'policy', meaning: 'The clipped objective of the policy, negated.' },
  valueLoss: { label: 'value', meaning: 'How wrong the value network is about what an answer will earn.' },
  ptxLoss: { label: 'ptx', meaning: 'How surprised the policy is on the pretraining corpus.' },
  clipFraction: {
    label: 'clipped share',
    meaning: 'Share of tokens whose ratio left the clip range and no longer counts.',
  },
  approxKl: { label: 'KL of one iteration', meaning: 'How far the updates of one iteration moved the policy.' },
  ratio: { label: 'ratio', meaning: 'Mean probability of a token now, against when it was sampled.' },
  explainedVariance: {
    label: 'explained variance',
    meaning: 'How much of the returns the value network foresees: 1 all of it, 0 nothing.',
  },
  responseLength: { label: 'length', meaning: 'Tokens per answer.' },
  endedShare: { label: 'ended', meaning: 'Share of answers that end by themselves within 24 tokens.' },
} as const satisfies Record<MetricName, MetricText>;
