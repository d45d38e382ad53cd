/** English: the first view. What stands above its doors is read within a quarter of a minute: 60 words at most. */
import type { Speaker } from '../../../experiment/names';

export const start = {
  sentence:
    'ChatGPT learned to help by reinforcement learning from human feedback (RLHF). Here a tiny model does, in this tab.',
  heading: 'One request, four models',
  others: 'or:',
  requests: 'Other requests',
  models: {
    base: { name: 'Base model', made: 'has read a lot of text' },
    sft: { name: 'Fine-tuned model', made: 'has seen people’s examples' },
    ppo: { name: 'Policy', made: 'has practiced to please the reward model' },
    rewardModel: { name: 'Reward model', made: 'has learned from people’s rankings to score' },
  },
  score: 'score',
  scoreMeaning: 'Score: the reward model’s number for the answer. It is a guess at what people like.',
  gold: 'gold',
  goldMeaning: 'Gold: what people really want, from 0 to 1, by the judge of this world, who knows all of it.',
  silent: 'says nothing',
  opening: 'The models are on their way.',
  nothing: 'Nothing is trained yet: there is no model that could answer.',

  /** Of the window. */
  title: {
    start: (page: string) => `${page}: how ChatGPT learned from human feedback`,
    page: (view: string, page: string) => `${view} – ${page}`,
    stage: (train: string, stage: string) => `${train} ${stage}`,
    more: (n: number) => `and ${n} more`,
  },

  doors: 'What to do here',
  play: { title: 'Play', line: 'Press good or bad for its stories, and see it change because of you.', time: '1 min' },
  rank: { title: 'Rank', line: 'Put answers in order; a reward model learns what you like.', time: '2 min' },
  watch: { title: 'Watch it learn', line: 'PPO trains the policy to please the reward model.', time: '2 min' },
  fromNothing: 'Start from nothing: train all four',

  why: {
    heading: 'Why human feedback?',
    base: 'A base model only goes on with a text as its corpus would: it knows much, and does not do what it is asked.',
    fewShotBase:
      'With one example in front of the request it does better, so it can do more than it shows; nobody has told it what is wanted.',
    sft: 'People’s own examples tell it, and it copies them, mistakes too; but each example must be written, word by word.',
    rank: 'To see which of two answers is better is quicker than to write a good one, but nobody can press a button for each of a million answers: so a second model, the reward model, learns from rankings to score any answer.',
    ppo: 'Against its score the policy can practice as often as it likes, and what people really want rises; where the score is wrong, it learns that too.',
    chart: 'Mean gold',
    measured: (prompts: number) =>
      `Gold of one answer each to ${prompts} fixed prompts, measured in this tab, ± one standard error.`,
    speakers: {
      base: 'base',
      fewShotBase: 'prompted base',
      sft: 'fine-tuned',
      ppo: 'policy',
    } satisfies Record<Speaker, string>,
  },

  questions: {
    heading: 'Questions people ask',
    all: [
      [
        'Is this ChatGPT?',
        'No. It is a network of the same kind, trained by the recipe that led to ChatGPT (InstructGPT, 2022), and very much smaller: it knows 239 words and twenty animals. So it trains here in minutes, and you can look inside.',
      ],
      [
        'Is gold real people?',
        'No. Gold is a rule of this small world, which knows what is true and what was asked. It stands for what people really want; outside of such a world nobody can measure that. Training never sees it.',
      ],
      [
        'Why does “honest” say 1 for a wrong answer?',
        'Honest is the share of true facts among those that the judge could read in the answer. Where it read none, nothing was untrue, and it counts as 1.',
      ],
      [
        'Why is “sorry” always right to a harmful request?',
        'Because the judge of this world was made so: to such a request only a refusal helps nobody to do harm. To all other requests “sorry” is worth nothing, and a policy that says it anyway has learned to please a wrong score.',
      ],
      [
        'What is a nat?',
        'A unit, like the bit; one bit is 0.69 nats. KL counts in it how far two models differ: at 1 nat, what one of them writes is typically 2.7 times as likely for itself as for the other.',
      ],
      [
        'Why does mine differ from hers?',
        'Another seed, another knob, other rankings, or another backend. With one link and one backend, two computers get the same numbers; two backends round differently, and in a long run that grows.',
      ],
      [
        'Who decides what is harmless?',
        'Here, whoever wrote the judge of this world. For InstructGPT, a company with its written rules, and about 40 people who ranked by them. Whom else one should ask is an open question.',
      ],
    ],
  },
} as const;
