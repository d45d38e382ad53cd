/** English: terms of art of training: how weights change, and what PPO measures of a token. */
import type { GlossaryEntry } from '../../glossaryEntry';

export const training: readonly GlossaryEntry[] = [
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
];
