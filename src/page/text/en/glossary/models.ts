/** English: terms of art of models: what they are made of, how they come to be, and what they say. */
import type { GlossaryEntry } from '../../glossaryEntry';

export const models: readonly GlossaryEntry[] = [
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
];
