/** English: what each scenario of the lab asks, and what the papers say of it. */
import { ALGORITHMS } from '../../../experiment/algorithms';
import type { ScenarioName } from '../../../experiment/scenarios';

/** How many algorithms PPO is measured against. */
const OTHERS = ALGORITHMS.length - 1;

interface ScenarioWords {
  readonly title: string;
  /** What the field calls it: the words that a teacher looks for. */
  readonly known: string;
  /** One sentence. */
  readonly question: string;
  /** What the learner predicts, and the answers to choose from. */
  readonly predict: string;
  readonly choices: readonly string[];
  /** What the paper shows, and where its figure is. */
  readonly paper: string;
  /** Where ours differs, and why. */
  readonly differs: string;
}

/** What the learner's variant is, where its settings do not say it. */
export const yourArms: Readonly<Partial<Record<ScenarioName, string>>> = {
  iterate: 'new reward model',
  tamer: 'learned from feedback',
};

export const scenarios = {
  goodhart: {
    title: 'When a measure becomes a target',
    known: 'Goodhart’s law, reward hacking, overoptimization of a reward model',
    question:
      'The reward model only guesses what people want: what happens to a policy that may please it in any way, with no KL penalty to hold it near the fine-tuned model?',
    predict: 'In your variant, what people really want (gold) will …',
    choices: ['rise together with the score', 'fall while the score rises', 'stay about as it was'],
    paper:
      'Gao, Schulman and Hilton (2023), figure 1b: PPO without a KL penalty, against the distance √KL from the first policy. The score of their reward model (“proxy”) rises all the way; the gold model’s rises, peaks and then falls, most with the smallest reward models.',
    differs:
      'They had a large reward model for gold; here the world itself judges. Their policy has 1.2 billion parameters; here 40 iterations are enough, because a small reward model that saw 2000 prompts is easily fooled.',
  },
  verbosity: {
    title: 'A taste for long answers',
    known: 'Length bias, verbosity, reward hacking',
    question: 'What does a policy learn from labelers who like an answer for its length?',
    predict: 'Beside a policy of the usual labelers, yours will answer …',
    choices: [
      'at greater length, and better',
      'at greater length, and worse',
      'at greater length, and about as well',
      'no longer',
    ],
    paper:
      'Singhal, Goyal, Xu and Durrett (2023), figure 1: reward models of people’s preferences score an answer higher the longer it is, and PPO against them writes longer answers.',
    differs:
      'There the taste for length hides in what real people preferred; here it is a part of every labeler’s taste, so that its effect can be seen alone. An answer here ends after 24 tokens at the latest: what makes it longer are polite words, as the last answers below show.',
  },
  labelers: {
    title: 'People who disagree',
    known: 'Inter-annotator agreement, label noise, Bradley–Terry',
    question: 'How much is left for a reward model to learn when its labelers disagree?',
    predict: 'Of your labelers, with more noise and some of them careless, the reward model will become …',
    choices: [
      'no better than chance',
      'better than chance, but less accurate than with the usual labelers',
      'as accurate as with the usual labelers',
    ],
    paper:
      'Ouyang et al. (2022) have no figure of it. Their §3.4: two labelers agree on 72.6 ± 1.5\u00a0% of pairs. Their §4.1: reward models order 72.4 ± 0.4\u00a0% of pairs like the labelers whom they learned from, and 69.6 ± 0.9\u00a0% like labelers whom they never met.',
    differs:
      'Our labelers are simulated: each weighs help, truth, harm and style a little differently, and chance does the rest (Bradley and Terry 1952). Agreement and ceiling, which is how often the order of the mean labeler is also theirs, are therefore exact; and the reward model has 118 thousand numbers to learn, not 6 billion.',
  },
  labelCost: {
    title: 'What a label buys',
    known: 'Demonstrations (SFT) against preferences (RLHF), cost of labels',
    question: 'After a thousand demonstrations, what should the next thousand labels be: more of them, or rankings?',
    predict: 'Of two thousand labels, gold will be higher when the second thousand are …',
    choices: ['written answers', 'rankings of the model’s own answers', 'either: it is about the same'],
    paper:
      'Ouyang et al. (2022), table 6: InstructGPT learned from demonstrations for 12,725 prompts and from rankings for 33,207; they do not vary the numbers. Stiennon et al. (2020), figure 6: twice the comparisons make a reward model about 1.1\u00a0% more accurate.',
    differs:
      'One label is one demonstration here, or one prompt whose four answers are ranked. Rankings start from the model of 1000 demonstrations, are learned by a reward model, and PPO trains against it. Demonstrators make mistakes and ignore instructions now and then: a model that copies them can hardly become better than they are.',
  },
  alignmentTax: {
    title: 'The alignment tax',
    known: 'PPO-ptx, catastrophic forgetting',
    question: 'What does learning to please cost the language model, and does the pretraining gradient pay it back?',
    predict: 'Mixed into PPO, your pretraining gradient will …',
    choices: [
      'bring most of the perplexity back, and cost gold',
      'bring most of the perplexity back, and cost no gold',
      'bring back less than half of it',
    ],
    paper:
      'Ouyang et al. (2022), figure 29: after PPO, models do worse than GPT-3 on many public language tasks; mixing in the pretraining gradient (PPO-ptx) mends most of that. Figure 33: a coefficient exists that does so at little cost of reward; figure 34: no KL penalty does.',
    differs:
      'Their tasks are SQuAD, DROP, HellaSwag, translation and others; ours are the perplexity on unseen English text of the corpus, and 40 facts in Spanish. Here much of the tax is paid in fine-tuning already, with its large steps on few demonstrations. The coefficients are not on one scale: 1 here, 27.8 there.',
  },
  secondLanguage: {
    title: 'A second language',
    known: 'Cross-lingual generalization',
    question: 'How much Spanish must a model have read to know facts in it?',
    predict: 'With 4\u00a0% Spanish in its corpus a model will know …',
    choices: [
      'no more Spanish facts than one that read none',
      'more than that, but fewer than with your share',
      'as many as with your share',
    ],
    paper:
      'Ouyang et al. (2022), figure 8: one example in which InstructGPT answers in French, though over 96\u00a0% of what it was fine-tuned on is English; they do not count such cases. GPT-3’s own corpus was 93\u00a0% English (Brown et al. 2020, §3.3). No figure there varies the share.',
    differs:
      'We vary the share, and ask for facts instead of instructions: which word ends “el gato es …”, the most likely of 12 colors or 8 homes, of which chance finds one in ten. To follow instructions in Spanish is more than to know its facts, and at this size does not come with them.',
  },
  clipping: {
    title: 'Steps that are too large',
    known: 'PPO’s clipped objective, trust region',
    question: 'What does the clipped objective of PPO save when the steps are large?',
    predict: 'At three times the usual learning rate, without clipping (ε = 10 clips nothing), gold will end …',
    choices: ['well below that of the clipped policy', 'about where that of the clipped policy does', 'well above it'],
    paper:
      'Schulman et al. (2017), table 1: over seven control tasks the score is −0.39 without clipping or penalty, worse than acting at random, and 0.82 clipped at ε = 0.2, where 1 is the best.',
    differs:
      'Theirs are simulated robots, 10 epochs an iteration, on three seeds; ours is one language task, 4 epochs, one run. In both of our variants the norm of the gradient is limited as well. And clipping does not make a large step a good one: compare the clipped policy with where it began.',
  },
  iterate: {
    title: 'Asking again',
    known: 'Iterated (online) RLHF',
    question: 'The policy has changed. Is it worth having its new answers ranked, for a new reward model?',
    predict: 'Beside training on against the old reward model, a new one will bring …',
    choices: ['more gold', 'about as much gold', 'less gold'],
    paper:
      'Ouyang et al. (2022), §3.1: comparisons can be collected again on the current best policy, for a new reward model and a new policy; most of theirs come from fine-tuned models, some from PPO, and no figure says what that gains. Bai et al. (2022), figure 16: of two policies whose data are equally many, people prefer the one whose data come from several rounds.',
    differs:
      'In our second round the new comparisons are added to the 2000 of the first, so that it has more of them. The gain here is small and can be smaller than what one run can tell from chance: our first comparisons hold bad answers on purpose (one warm sample and one of the base model a prompt), so that the old reward model stays useful for long. Along the curves each prompt is answered once, at the end several times more, and both policies are compared answer by answer: the gain is therefore surer than the gap between the ends of the curves, and differs from it by the draw.',
  },
  size: {
    title: 'Small with feedback, large without',
    known: 'InstructGPT’s figure 1: 1.3B beside 175B',
    question: 'Is a small model trained on human feedback better than a large one that is only prompted?',
    predict: 'Beside the largest prompted base (632 thousand numbers), the smallest policy (35 thousand) gets …',
    choices: ['more gold', 'about as much gold', 'less gold'],
    paper:
      'Ouyang et al. (2022), figure 1: how often people prefer each model’s answer to that of the fine-tuned 175B model, by size. The answers of their 1.3B policy are preferred to those of the 175B GPT-3.',
    differs:
      'Our three sizes are 35, 118 and 632 thousand numbers, theirs 1.3, 6 and 175 billion. The preferences below are those of simulated labelers whom no model met, averaged over their chance; the smallest policy learned from the reward model of the next size, as all of theirs learned from one of 6B.',
  },
  wording: {
    title: 'The same in other words',
    known: 'Instruction generalization, sensitivity to the prompt',
    question: 'Does a model follow an instruction that is worded as none of its demonstrations was?',
    predict: 'On instructions in the fourth wording, which it never met, the gold of the fine-tuned model will …',
    choices: ['stay about the same', 'fall, but by less than half', 'fall by more than half'],
    paper:
      'Sun, Shaib and Wallace (2023) had practitioners write 319 instructions for over 80 tasks of common benchmarks: in words that fine-tuning had not met, instruction-tuned models do worse throughout, sometimes by much.',
    differs:
      'Their models have up to 11 billion parameters and met many tasks; ours read all its instructions in the first wording, in pretraining, too. Your model is fine-tuned on as many demonstrations as the others, in several wordings; the fourth is new to it unless you ask for all four.',
  },
  bestOfN: {
    title: 'The best of many answers',
    known: 'Best-of-n, rejection sampling, overoptimization',
    question: 'How many answers should a reward model have to choose the best from?',
    predict: 'As your reward model chooses from more answers, 1 to 64, the gold of its choice will …',
    choices: ['go on rising, or stay at its height', 'rise, then fall', 'not rise at all'],
    paper:
      'Gao, Schulman and Hilton (2023), figure 1a: best-of-n against the distance √KL, for reward models of many sizes. The score of the chosen answer (“proxy”) rises all the way; with small reward models the gold model’s rises, peaks and then falls, the sooner the smaller, and with the largest it still rises at the end.',
    differs:
      'Their gold is a 6B reward model, ours the world’s judge; their n goes to the ten thousands, ours to 64, which is enough for small reward models of few labels. Both of ours choose from the same answers, and each n is averaged over all ways to draw n of 64. KL is log n − (n − 1)/n, whatever the reward model. The last answers below are what each chose from 64.',
  },
  algorithms: {
    title: 'Is it PPO?',
    known: 'PPO beside REINFORCE, RLOO, GRPO, DPO and rejection sampling (RAFT)',
    question: 'PPO has four networks and many knobs. Is it better than what is simpler?',
    predict: 'After the same number of answers, clearly less gold than PPO have …',
    choices: [`all ${OTHERS} of the others`, `1 to ${OTHERS - 1} of the others`, 'none of the others'],
    paper:
      'Ahmadian et al. (2024), table 1: RLOO, which needs no value network, wins more often than PPO and DPO, and than RAFT (a rejection sampling) with as many answers a prompt; REINFORCE wins more often than PPO. Rafailov et al. (2023), figure 2, right: GPT-4 prefers summaries by DPO to people’s in about 61\u00a0% of cases, those by PPO in 57\u00a0%, each at its best temperature.',
    differs:
      'All of ours begin with the fine-tuned model; each has the settings that suited it on this world. The first five learn from answers of their own, scored by the reward model of 2000 prompts, rejection sampling in one step at the end from the best of every eight; DPO learns from as many answers that labelers ranked, in two epochs. With answers of at most 24 tokens and one score each, there is little for a value network to do. Along the way every prompt is asked once, at the end as often as “answers per prompt” says: the two golds of one model differ by the draw. The bars speak of the prompts alone: another seed moves an end by some hundredths.',
  },
  tamer: {
    title: 'Good or bad: you are the teacher',
    known: 'Interactive learning from human feedback (TAMER)',
    question: 'How far do you get with two keys, “good” and “bad”, on one task: telling stories?',
    predict: 'For 0.1 more gold on stories, it takes …',
    choices: ['32 “good” or “bad”, or fewer', '33 to 96', 'more than 96, or it never comes'],
    paper:
      'Knox and Stone (2008, 2009), TAMER: people who watch an agent play Tetris press keys for “good” and “bad”; the agent learns what they would say (H) and does what H likes. By its third game it clears over 50 lines on average, an order of magnitude sooner than the best learners without people.',
    differs:
      'An action of theirs is where a piece of Tetris lands, chosen as what H likes best. Ours is a whole answer, or one word of it if you choose so; there are too many to choose from, so that the policy learns from samples which H scores, near the fine-tuned model. What counts as gold is the world’s idea of a good story, about the animal that was asked for: you may want something else, and will then get that. In the recording a simulated labeler judges, and gold falls again after some 180 judgments: H, too, is a reward model, only a guess, and can be followed too far.',
  },
} as const satisfies Record<ScenarioName, ScenarioWords>;
