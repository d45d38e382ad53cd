/** English: what the rankings changed, in reward models and in policies that learn from them. */
import { many } from './many';

/** Whose rankings are spoken of: the learner's alone, or imported ones as well. */
export type Whose = 'yours' | 'everybodys';

const WHOSE = { yours: 'your rankings', everybodys: 'these rankings' } satisfies Record<Whose, string>;
const WITHOUT = { yours: 'without you', everybodys: 'without these rankings' } satisfies Record<Whose, string>;
const WITH = { yours: 'with you', everybodys: 'with these rankings' } satisfies Record<Whose, string>;

const BECAUSE = { yours: 'Because of you', everybodys: 'Because of these rankings' } satisfies Record<Whose, string>;
const RANKED = {
  yours: (prompts: number) => `your ${many(prompts, 'prompt', 'prompts')}`,
  everybodys: (prompts: number) => many(prompts, 'ranked prompt', 'ranked prompts'),
} satisfies Record<Whose, (prompts: number) => string>;

/** Of some prompts, how many answers are better, worse and as good. */
interface Tallied {
  readonly prompts: number;
  readonly better: number;
  readonly worse: number;
  readonly alike: number;
}

/** Whose favorite an answer is: the learner's, or that of a number of other labelers. */
const favorite = (mine: boolean, others: number) => {
  if (mine && others === 0) return 'your favorite';
  return `favorite of ${mine ? 'you and ' : ''}${many(others, 'imported labeler', 'imported labelers')}`;
};

export const effect = {
  heading: (whose: Whose) => (whose === 'yours' ? 'What did your rankings change?' : 'What did these rankings change?'),
  first: 'Rank one prompt, and see here what it changed.',
  how: 'How this is measured',
  sentence: (simulated: string) =>
    `Two reward models start from the same fine-tuned weights and learn the same ${simulated} simulated rankings in the same order; one also learns from people.`,
  compare: 'See what changed',
  compareMeaning: 'Trains two reward models and compares their scores only: some seconds.',
  again: 'Compare again',
  training: 'Two reward models are training',
  needs: (enough: number) => `From ${enough} different prompts on, every fourth is kept apart as a test.`,
  weight: 'How much they count',
  against: (people: string, weight: string, simulated: string, ratio: readonly [string, string] | null) =>
    `${people} ${people === '1' ? 'ranking' : 'rankings'} × ${weight} ${people === '1' ? 'stands' : 'stand'} against ${simulated} simulated${ratio === null ? ': they count for nothing' : `: ${ratio[0]} to ${ratio[1]}`}.`,
  moved: {
    sum: (whose: Whose, favorites: number, higher: number) =>
      `${higher} of ${whose === 'yours' ? `${favorites} of your favorite answers` : many(favorites, 'favorite answer', 'favorite answers')} ${higher === 1 ? 'scores' : 'score'} higher ${whose === 'yours' ? 'because of you' : 'because of them'}.`,
    first: (whose: Whose, without: number, withThem: number) =>
      `Favorites that have the highest score of their prompt: ${without} ${WITHOUT[whose]}, ${withThem} ${WITH[whose]}.`,
    favorite,
    says: (from: string, to: string) => `score ${from} → ${to}`,
    ranks: (from: number, to: number, of: number) =>
      from === to ? `still rank ${to} of ${of}` : `rank ${from} → ${to} of ${of}`,
    heldOut: 'a test: it did not learn from this prompt',
    rest: (n: number) => `The other ${many(n, 'prompt', 'prompts')}`,
  },
  without: (whose: Whose) => WITHOUT[whose],
  with: (whose: Whose) => WITH[whose],
  shares: 'How often both order pairs rightly',
  number: 'share of pairs ordered rightly',
  accuracy: 'held-out labelers',
  accuracyMeaning: 'Pairs of other prompts, ranked by labelers whom neither model met.',
  difference: 'difference, pair by pair',
  onLearned: (whose: Whose) => (whose === 'yours' ? 'your pairs it learned from' : 'pairs by people it learned from'),
  onKeptApart: (whose: Whose) => (whose === 'yours' ? 'your pairs kept apart' : 'pairs by people kept apart'),
  keptApartMeaning: 'All rankings of every fourth prompt, which neither model learned from.',
  notEnough: (enough: number) => `From ${enough} different prompts on, every fourth is kept apart as a test.`,
  learned: (keptApart: number) => (keptApart > 0 ? `${many(keptApart, 'ranking', 'rankings')} kept apart. ` : ''),
  within:
    '± is one standard error, by prompt. A difference below two may be chance. A lower share is no mistake: the held-out labelers have other tastes.',
  scores: 'What both score every answer stands below, beside the rankings.',
  stale: 'The rankings have changed since: compare again to see it.',
  step: 'Step PPO on this reward model',
  stepMeaning:
    'This short reward model becomes the reward model, and PPO goes on to its first update against it; from there, step on.',
  gone: 'This short reward model itself was not kept: compare again to step PPO on it.',
  full: 'Train stage 2 in full',
  fullMeaning: (simulated: string) =>
    `Stage 2 trains on all ${simulated} simulated rankings and these; PPO waits until it is done.`,
};

export const learn = {
  startFrom: (whose: Whose) => (whose === 'yours' ? 'Let it learn from me' : 'Let it learn from these'),
  meaning: 'Also trains two policies to please them, and shows their answers: longer, and it says how long.',
  heading: 'It learned',
  learns: 'It learns',
  doing: {
    rewardModels: 'Two reward models are training, one of them with people’s rankings',
    policies: (iterations: number) => `Two policies learn to please them, ${iterations} iterations of PPO each`,
    answers: 'All answer the same prompts',
  },
  left: (duration: string) => `${duration} left`,
  stop: 'Stop',
  nothing: (whose: Whose, answers: number) =>
    `No answer changed: all ${answers} answers are what they would be ${WITHOUT[whose]}.`,
  /** By gold, where the answers are better than without the rankings, and where worse. */
  tallied: (whose: Whose, ranked: Tallied, others: Tallied) => {
    const counted = ({ better, worse, alike }: Tallied) =>
      Object.entries({ better, worse, 'as good': alike })
        .flatMap(([how, n]) => (n === 0 ? [] : [`${n} ${how}`]))
        .join(', ');
    const parts = [
      { of: RANKED[whose](ranked.prompts), count: counted(ranked) },
      { of: many(others.prompts, 'other', 'others'), count: counted(others) },
    ].flatMap(({ of, count }) => (count === '' ? [] : [`on ${of} ${count}`]));
    return `By gold, the world judge’s mark, which nobody trained on, beside the policy ${WITHOUT[whose]}: ${parts.join('; ')}.`;
  },
  few: (rankings: number) =>
    rankings === 1
      ? '1 ranking is little: the reward model guesses from it what people like.'
      : `${rankings} rankings are few: the reward model guesses from them what people like.`,
  ranked: (whose: Whose) => (whose === 'yours' ? 'The prompts that you ranked' : 'The prompts that were ranked'),
  others: 'Other prompts',
  /** What became of the prompts that were ranked. */
  changed: (
    whose: Whose,
    {
      prompts,
      different,
      without,
      with: given,
    }: Readonly<Record<'prompts' | 'different' | 'without' | 'with', number>>,
  ) =>
    [
      `${BECAUSE[whose]}, ${different} of ${RANKED[whose](prompts)} ${different === 1 ? 'is' : 'are'} answered differently`,
      ...(given + without === 0
        ? []
        : [`${given} with ${whose === 'yours' ? 'your' : 'a'} favorite answer (${WITHOUT[whose]}: ${without})`]),
    ].join(', and ') + '.',
  stale: 'The rankings have changed since: let it learn again to see it.',
  inNumbers: 'In numbers, and how it was measured',
  different: (whose: Whose, different: number, answers: number, length: string) =>
    `${different} of ${answers} answers ${different === 1 ? 'is' : 'are'} different from what ${different === 1 ? 'it' : 'they'} would be ${WITHOUT[whose]}; ${different === 1 ? 'it is' : 'they are'} ${length}.`,
  longer: (words: string) => `${words} words longer`,
  shorter: (words: string) => `${words} words shorter`,
  asLong: 'as long',
  means: (whose: Whose, score: string, gold: string | null) =>
    `Compared with the policy ${WITHOUT[whose]}: score ${score}${gold === null ? '' : `, gold ${gold}`}.`,
  before: 'before',
  score: (score: string) => `score ${score}`,
  gold: 'gold',
  favorite,
  alike: (whose: Whose) => `The same answer ${WITHOUT[whose]} and ${WITH[whose]}.`,
  rest: (n: number, different: number) =>
    `${many(n, 'more prompt', 'more prompts')}, ${different === 0 ? 'answered alike' : `${different} answered differently`}`,
  method: (whose: Whose, iterations: number) =>
    `Both policies began as the one “before” and had ${iterations} iterations of PPO with the same seed; their reward models differ in ${WHOSE[whose]} alone. Shown is the most likely answer. All scores are by the reward model ${WITH[whose]}.`,
  goOn: 'Go on with this policy',
  gone: 'This policy itself was not kept: let it learn again to go on with it.',
  goneOn: 'You go on with this policy: it stands in Train, with its curves and answers.',
  goOnMeaning:
    'It becomes the policy of this page, with its curves and answers, and its reward model the reward model. The next round goes on from it.',
  waits: {
    rankings: 'None of these rankings can be learned from: rank one prompt first.',
    rewardModels: 'Wait: two reward models are training.',
    policies: 'Wait: it is learning already.',
  },
};
