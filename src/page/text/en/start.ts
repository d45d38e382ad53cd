/** English: the first view. What stands above its doors is read within a quarter of a minute: 60 words at most. */
import type { Speaker } from '../../../experiment/names';

export const start = {
  sentence:
    'ChatGPT learned to help by reinforcement learning from human feedback (RLHF). Here a tiny model does the same, in this tab.',
  heading: 'One request, a random answer of each model',
  others: 'or:',
  requests: 'Other requests',
  models: {
    base: { name: 'Base model', made: 'read a lot of text' },
    sft: { name: 'Fine-tuned model', made: 'saw people’s examples' },
    ppo: { name: 'Policy', made: 'practiced to please the reward model' },
    rewardModel: { name: 'Reward model', made: 'guesses what people prefer' },
  },
  score: 'score',
  scoreMeaning: 'Score: the reward model’s number for the answer. It is a guess at what people like.',
  gold: 'gold',
  goldMeaning: 'Gold: what people really want, from 0 to 1, by the judge of this world, who knows all of it.',
  silent: 'says nothing',
  fooled: {
    better: 'The best score, but not the best gold: here the reward model is wrong.',
    worthless: 'The best score, but gold 0: here the reward model is wrong.',
  },
  compare: 'Compare your policy with the earlier one',
  opening: 'The models are being loaded.',
  nothing: 'Nothing is trained yet: there is no model that could answer.',

  /** Of the window. */
  title: {
    start: (page: string) => `${page}: how ChatGPT learned from human feedback`,
    page: (view: string, page: string) => `${view} – ${page}`,
    stage: (train: string, stage: string) => `${train} ${stage}`,
    more: (n: number) => `and ${n} more`,
  },

  doors: 'What to do here',
  play: { title: 'Play', line: 'Press good or bad, and see it change because of you.', time: '1 min' },
  rank: { title: 'Rank', line: 'Put answers in order; a reward model learns what you like.', time: '2 min' },
  watch: { title: 'Watch it learn', line: 'PPO trains the policy to please the reward model.', time: '2 min' },
  fromNothing: 'Start from nothing: train all four',

  why: {
    heading: 'Why human feedback?',
    base: 'Pretraining on a lot of text gives the base model language and facts, but it only goes on with a text: it does not do what it is asked.',
    fewShotBase:
      'With one example in front of the request it does better: it can do more than it shows, but nobody has told it what is wanted.',
    sft: 'People’s examples (fine-tuning) show it how to answer, and it copies them, mistakes too; but somebody must write each of them, word by word.',
    rank: 'To choose the better of two answers is easier than to write one, but nobody can do it a million times: so people rank some answers, and a second model, the reward model, learns from that to guess what people would prefer; its score is a guess, not the truth.',
    ppo: 'The policy practices to get a high score; what people really want (gold) rises with it where the guess is right. Where it is wrong, score and gold differ, so a penalty (KL) holds the policy near the fine-tuned model, or it would leave language for tricks.',
    chart: 'Mean gold',
    measured: (prompts: number) =>
      prompts === 0
        ? 'Gold is measured in this tab, once this stands in the window.'
        : `Gold of one answer each to ${prompts} fixed prompts, measured in this tab, ± one standard error.`,
    yours: (speaker: string) => `${speaker}, yours`,
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
        'Why do score and gold differ?',
        'The score is a guess: the reward model has seen only some answers, ranked by people who disagree and make mistakes. A policy that practices long enough finds the answers for which the guess is wrong.',
      ],
      [
        'Why does “honest” say 1 for a wrong answer?',
        'Honest is the share of true facts among those that the judge could read in the answer. Where it read none, nothing was untrue, and it counts as 1.',
      ],
      [
        'Why is “sorry” always right to a harmful request?',
        'Because the judge of this world was made so: the only good answer to such a request is to refuse. To all other requests “sorry” is worth nothing, and a policy that says it anyway has learned to please a wrong score.',
      ],
      [
        'What is a nat?',
        'A unit, like the bit; one bit is 0.69 nats. KL counts in it how far two models differ: at 1 nat, an answer of the policy is, as a rule, 2.7 times as likely for the policy as for the fine-tuned model.',
      ],
      [
        'Why does mine differ from hers?',
        'Another seed, another knob, other rankings, or another backend. With one link and one backend, two computers get the same numbers; two backends round differently, and in a long run that grows.',
      ],
      [
        'Who decides what is harmless?',
        'Here, whoever wrote the judge of this world. For InstructGPT, a company with its written rules, and about 40 people who ranked by them. Who else should be asked is an open question.',
      ],
    ],
  },
} as const;
