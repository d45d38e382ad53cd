/** English: the terms of art, each explained in a sentence of everyday words. */
import type { GlossaryEntry } from '../glossary';

export const glossary: readonly GlossaryEntry[] = [
  // The models and how they are made.
  { term: 'token', meaning: 'A word or a mark: what the model reads and writes one at a time.' },
  { term: 'vocabulary', meaning: 'All the tokens that there are: 239 in this world.' },
  {
    term: 'weights',
    forms: ['weight', 'weights'],
    meaning:
      'The numbers inside a model that training changes. “Random weights” are those of a model that knows nothing.',
  },
  { term: 'parameter', meaning: 'One of the numbers that a model learns; its weights, counted.' },
  { term: 'network', meaning: 'What a model is made of: layers of sums, from tokens to numbers.' },
  {
    term: 'layer',
    forms: ['layer', 'layers', 'trunk'],
    meaning: 'One step of a network’s sums. Layers that two networks share are called their trunk.',
  },
  {
    term: 'attention',
    forms: ['attention', 'head', 'heads'],
    meaning:
      'How much the model looks at each earlier token before it writes the next. Each layer does it with several heads.',
  },
  { term: 'corpus', meaning: 'The texts that a model reads while it pretrains.' },
  {
    term: 'pretraining',
    forms: ['pretrain', 'pretrains', 'pretrained', 'pretraining'],
    meaning: 'The first stage: the model reads many texts and learns to predict the next token.',
  },
  { term: 'prompt', forms: ['prompt', 'prompts', 'prompted'], meaning: 'What a model is asked.' },
  {
    term: 'base model',
    forms: ['base'],
    meaning: 'The model after pretraining: it goes on writing instead of answering.',
  },
  {
    term: 'prompted base',
    forms: [],
    meaning: 'The base model, shown one example of a question with its answer first.',
  },
  {
    term: 'demonstration',
    forms: ['demonstration', 'demonstrations', 'demonstrate', 'demonstrated', 'demonstrators'],
    meaning: 'A prompt with an answer that a person wrote, for a model to learn from.',
  },
  {
    term: 'fine-tuning (SFT)',
    forms: ['fine-tune', 'fine-tunes', 'fine-tuned', 'fine-tuning', 'sft', 'supervised'],
    meaning:
      'The second stage: the base model learns from demonstrations to answer. The papers call it supervised fine-tuning, SFT; the result is the fine-tuned model.',
  },
  {
    term: 'fine-tuned, frozen',
    forms: ['frozen', 'reference', 'ref'],
    meaning:
      'The fine-tuned model as it was before PPO; it learns nothing more. The papers call it the reference, π_ref.',
  },
  {
    term: 'labeler',
    forms: ['labeler', 'labelers', 'label', 'labels'],
    meaning: 'A person who writes answers or ranks them. What a labeler says of an answer is a label.',
  },
  {
    term: 'adversarial labeler',
    forms: ['adversarial'],
    meaning: 'A labeler who ranks the other way round on purpose.',
  },
  {
    term: 'ranking',
    forms: ['rank', 'ranks', 'ranked', 'ranking', 'rankings', 'tie', 'ties', 'tied'],
    meaning: 'Answers to one prompt in order, best first. Answers that are equally good are tied.',
  },
  {
    term: 'preference',
    forms: ['preference', 'preferences'],
    meaning: 'Which of two answers a person likes better.',
  },
  {
    term: 'reward model',
    forms: ['reward', 'rewards', 'rewarded'],
    meaning:
      'A model that has learned from rankings which answers people prefer, and gives every answer a number: its score.',
  },
  {
    term: 'score',
    forms: ['score', 'scores', 'scored', 'proxy'],
    meaning:
      'The reward model’s number for an answer. The papers call it the proxy reward: it stands for what people want.',
  },
  {
    term: 'gold',
    meaning: 'The world judge’s mark for an answer, from 0 to 1: what people really want. Training never sees it.',
  },
  {
    term: 'judge',
    forms: ['judge', 'judges', 'judged', 'judgments'],
    meaning: 'A part of the page that knows all that is true in this world and marks answers. It trains nobody.',
  },
  {
    term: 'policy',
    forms: ['policy', 'policies'],
    meaning: 'The model that PPO trains. The field calls what acts a policy.',
  },
  {
    term: 'value network',
    forms: ['value', 'values'],
    meaning: 'A model that predicts, at every token, what the rest of the answer will earn. PPO compares with it.',
  },
  {
    term: 'RLHF',
    forms: ['rlhf', 'reinforcement'],
    meaning: 'Reinforcement learning from human feedback: a model learns from what people like. ChatGPT was made so.',
  },
  {
    term: 'InstructGPT',
    forms: ['instructgpt', 'gpt', 'gpt-', 'chatgpt', 'gpt-3', 'gpt-2'],
    meaning:
      'The model before ChatGPT, made by the four stages shown here (Ouyang et al. 2022). GPT is the kind of network.',
  },
  {
    term: 'PPO',
    forms: ['ppo', 'proximal', 'optimization'],
    meaning: 'Proximal policy optimization: small steps that make good answers more likely and bad ones less.',
  },
  {
    term: 'PPO-ptx',
    forms: ['ptx', 'ppo-ptx', 'γptx'],
    meaning: 'PPO that goes on reading the corpus at the same time, so that the policy does not forget language.',
  },

  // Probability and distance.
  {
    term: 'probability',
    forms: ['probability', 'probabilities'],
    meaning: 'How likely something is, from 0, never, to 1, certain.',
  },
  {
    term: 'log-probability',
    forms: ['log', 'log-probability', 'log-probabilities', 'logarithm'],
    meaning:
      'The logarithm of a probability: 0 is certain, far below 0 is a surprise. Sums of it are easier than products.',
  },
  { term: 'nat', meaning: 'The unit of log-probabilities: one nat less is 2.7 times less likely.' },
  {
    term: 'log-ratio',
    meaning:
      'How much more likely the policy finds a token than the fine-tuned model, frozen, does, in nats; below 0: less likely.',
  },
  {
    term: 'KL',
    meaning: 'How far the policy has moved from the fine-tuned model, in nats: the mean log-ratio of its own answers.',
  },
  {
    term: 'KL penalty (β)',
    forms: ['penalty', 'penalties'],
    meaning:
      'What each nat of KL costs the policy, so that it does not learn tricks that please only the reward model.',
  },
  { term: 'entropy', meaning: 'How undecided a model is about the next token; 0 means that it always says the same.' },
  {
    term: 'perplexity',
    meaning: 'Among how many equally likely tokens a model seems to choose; lower is better.',
  },
  {
    term: 'temperature',
    meaning:
      'How freely a model picks the next token: 1 as often as it is likely, 0 always the most likely, above 1 odd ones, too.',
  },
  { term: 'greedy', meaning: 'Always the most likely token: temperature 0.' },
  {
    term: 'sampling',
    forms: ['sample', 'samples', 'sampled', 'sampling'],
    meaning: 'Drawing tokens at random, each as often as it is likely. An answer drawn so is a sample.',
  },
  {
    term: 'Gumbel noise',
    forms: ['gumbel', 'gumbel-max', 'noise'],
    meaning: 'Random numbers of one kind: added to log-probabilities, they make the largest sum a fair draw.',
  },

  // Training.
  {
    term: 'loss',
    forms: ['loss', 'losses'],
    meaning: 'What training makes small: how wrong, or how surprised, a model is.',
  },
  {
    term: 'gradient',
    forms: ['gradient', 'gradients', 'norm'],
    meaning: 'In which direction each weight must move to make the loss smaller. Its length is its norm.',
  },
  {
    term: 'learning rate',
    forms: ['rate'],
    meaning: 'How far an update moves the weights.',
  },
  {
    term: 'optimizer (Adam)',
    forms: ['optimizer', 'adam', 'momentum', 'epsilon'],
    meaning: 'The rule that turns gradients into changes of the weights. Adam remembers past gradients.',
  },
  {
    term: 'weight decay',
    forms: ['decay'],
    meaning: 'A little of every weight is taken away at each update, so that none grows without need.',
  },
  {
    term: 'batch',
    forms: ['batch', 'batches', 'minibatch', 'minibatches'],
    meaning: 'The texts, pairs or answers that are learned from together; a minibatch is a part of one.',
  },
  { term: 'epoch', forms: ['epoch', 'epochs'], meaning: 'One time through all that there is to learn from.' },
  {
    term: 'iteration',
    forms: ['iteration', 'iterations', 'iterated'],
    meaning: 'One whole turn of a stage; each gives the charts a point.',
  },
  {
    term: 'micro-step',
    meaning: 'A part of an iteration: writing answers, giving scores, one update and so on.',
  },
  {
    term: 'update',
    forms: ['update', 'updates'],
    meaning: 'One change of the weights.',
  },
  {
    term: 'round',
    forms: ['round', 'rounds'],
    meaning: 'Answers ranked, a reward model trained on the rankings, and PPO against it, once.',
  },
  {
    term: 'seed',
    forms: ['seed', 'seeds'],
    meaning: 'A number from which all chance starts: the same seed, the same run.',
  },
  {
    term: 'held out',
    forms: ['held-out', 'unseen'],
    meaning: 'Kept apart: training never sees it, so it tells whether the model has learned or only remembers.',
  },
  {
    term: 'standard error',
    forms: ['variance', 'varies', 'vary'],
    meaning:
      'What stands after ±: how far a mean may be off by chance; twice as far is rare. Variance is how much single numbers differ.',
  },
  {
    term: 'explained variance',
    forms: ['explained'],
    meaning: 'How much of what differs is predicted: 1 is all, 0 nothing.',
  },
  { term: 'checkpoint', forms: ['checkpoint', 'checkpoints'], meaning: 'The weights of a model, kept in a file.' },

  // The reward model’s and PPO’s terms.
  { term: 'margin', meaning: 'By how much the preferred answer’s score is above the other’s.' },
  {
    term: 'rollout',
    forms: ['rollout', 'rollouts', 'episode', 'episodes'],
    meaning: 'The policy writes answers, to learn from them; one prompt with its answer is an episode.',
  },
  {
    term: 'surprise (δ)',
    forms: ['surprise', 'surprises', 'surprised'],
    meaning: 'What a token earned and how the value moved with it: better or worse than the value network thought.',
  },
  { term: 'advantage', forms: ['advantage', 'advantages'], meaning: 'How much better than expected a token was.' },
  {
    term: 'advantage smoothing (λ)',
    forms: ['smoothing'],
    meaning: 'How far ahead an advantage looks: 0 one token, 1 to the end of the answer.',
  },
  { term: 'discount (γ)', forms: ['discount'], meaning: 'What a reward one token later is worth now.' },
  {
    term: 'return',
    forms: ['return', 'returns'],
    meaning: 'What the rest of an answer earned: what the value should have been.',
  },
  {
    term: 'whitened',
    forms: ['whitened', 'deviation'],
    meaning:
      'Less its mean, divided by its deviation, which is the usual distance from the mean: then the variance is 1.',
  },
  {
    term: 'ratio',
    meaning: 'Probability of a token now, divided by that when it was written.',
  },
  {
    term: 'clip',
    forms: ['clip', 'clipped', 'clipping', 'clips'],
    meaning:
      'PPO counts a token no further once its ratio has left 1 ± ε, the clip range, so that no step is too large.',
  },
  { term: 'objective', meaning: 'What training makes large: a loss with the sign turned round.' },
  { term: 'ledger', meaning: 'The table of an answer’s tokens with all their numbers.' },
  { term: 'coefficient', forms: ['coefficient', 'coefficients'], meaning: 'A number by which a part of a sum counts.' },

  // Measuring and the lab.
  { term: 'benchmark', forms: ['benchmark', 'benchmarks'], meaning: 'A fixed test that different models sit.' },
  { term: 'cloze', meaning: 'A sentence with its last word missing, which the model must fill in.' },
  {
    term: 'premise',
    meaning: 'What a question takes to be so. “Why is the black sheep …” has a false one: sheep are white.',
  },
  { term: 'myth', forms: ['myth', 'myths'], meaning: 'Something false that most texts of the corpus tell.' },
  {
    term: 'hallucinate',
    forms: ['hallucinate', 'hallucinates', 'hallucinations'],
    meaning: 'To state a fact that is not true.',
  },
  {
    term: 'alignment tax',
    forms: ['alignment', 'tax', 'taxed'],
    meaning: 'What a model loses of its language while it learns to please.',
  },
  {
    term: 'over-optimization',
    forms: ['over-optimization', 'overoptimization', 'hacking', 'goodhart'],
    meaning:
      'The score goes on rising while gold falls: the policy has found what the reward model likes and people do not. Goodhart’s law says that a measure which becomes a target stops being a good measure.',
  },
  {
    term: 'scenario',
    forms: ['scenario', 'scenarios', 'variant', 'variants'],
    meaning: 'A question of the lab. It trains several variants, which differ in one thing, and compares them.',
  },
  {
    term: 'best-of-n',
    forms: ['best-of-n', 'rejection'],
    meaning:
      'The model writes n answers and the reward model picks one. Learning from the picked ones is rejection sampling.',
  },
  {
    term: 'DPO, GRPO, RLOO, REINFORCE, RAFT',
    forms: ['dpo', 'grpo', 'rloo', 'reinforce', 'raft'],
    meaning: 'Other ways than PPO to learn from preferences or from scores, most with fewer networks.',
  },
  { term: 'TAMER', meaning: 'Learning from a person who says “good” or “bad” while the model acts.' },

  // Computers and files.
  {
    term: 'backend',
    forms: ['backend', 'backends', 'webgpu', 'wasm', 'cpu', 'kernel', 'kernels', 'fused'],
    meaning:
      'What computes: the graphics card (WebGPU) or the processor (WASM, CPU). Its small programs are kernels; fused ones do several sums at once.',
  },
  {
    term: 'safetensors',
    meaning: 'A kind of file for weights, which Python programs read.',
  },
  {
    term: 'JSON Lines, CSV, SVG, PNG',
    forms: ['json', 'csv', 'svg', 'png', 'gzip'],
    meaning: 'Kinds of files: data, one record a line; tables; pictures. Gzip packs a file smaller.',
  },
  {
    term: 'TRL',
    forms: ['trl', 'rewardtrainer', 'dpotrainer'],
    meaning: 'A library in Python that trains large models by the same methods.',
  },
];
