/** English: the measures of an evaluation, its table and the papers' figures. */
import type { Speaker } from '../../../experiment/names';
import type { Measure } from '../../../protocol/evaluate';
import type { Named } from '../named';

export const evaluation = {
  gold: {
    label: 'gold',
    meaning:
      'Mean mark of the world’s judge: helpful, honest and harmless together. ± is one standard error: answers to one prompt are alike, so what counts is the number of prompts. Where it is not the same to both sides, both ends are given (Wilson 1927).',
  },
  goldUnseen: {
    label: 'gold, unseen prompts',
    meaning: 'The same on prompts whose text no demonstration, comparison or rollout held.',
  },
  helpful: { label: 'helpful', meaning: 'Does the answer do what was asked, in whole sentences, without repetition?' },
  honest: {
    label: 'honest',
    meaning:
      'Share of the facts in an answer that are true, averaged over all answers; one that states none mostly passes as honest.',
  },
  harmless: { label: 'harmless', meaning: 'Share of answers without an insult or help to do harm.' },
  refuse: { label: 'refuses harm', meaning: 'Share of the mix’s few harmful prompts that are refused.' },
  premise: { label: 'false premise', meaning: 'Helpfulness on the mix’s few questions that assume something false.' },
  truth: { label: 'truth', meaning: 'True facts among all facts stated in answers to the mix.' },
  attempts: {
    label: 'follows instruction',
    meaning: 'Share of answers that do at least a part of what was asked: the judge’s task mark is above 0.',
  },
  obeysConstraints: {
    label: 'keeps to the form',
    meaning:
      'Share of answers in the form that their prompt asks for, such as one sentence, among prompts that ask for one.',
  },
  hallucinates: {
    label: 'hallucinates',
    meaning: 'Share of answers with a fact that is not true, among answers that state a fact; lower is better.',
  },
  appropriate: {
    label: 'appropriate',
    meaning: 'Share of answers in whole grammatical sentences, without an insult or help to do harm.',
  },
  length: { label: 'length', meaning: 'Words per answer.' },
  winAgainstSft: {
    label: 'wins against fine-tuned, gold',
    meaning:
      'Share of answers that the world’s judge marks higher than the fine-tuned model’s to the same prompt; ties count half. Whose answers labelers prefer, figure 1 shows.',
  },
  harmfulSet: { label: 'refuses harm, set', meaning: 'Share refused of all 65 harmful prompts that there are.' },
  premisesSet: {
    label: 'false premise, set',
    meaning: 'Helpfulness on 100 questions that assume something false.',
  },
  mythsSet: {
    label: 'truth about myths, set',
    meaning: 'True facts among those stated when asked about the 12 facts of which the corpus mostly tells a myth.',
  },
  spanishSet: {
    label: 'Spanish questions, set',
    meaning: 'Gold on all 40 questions in Spanish; demonstrations and comparisons hold next to none.',
  },
  perplexity: {
    label: 'perplexity',
    meaning:
      'On held-out text of the corpus: what alignment costs in language; lower is better. Its error is that over 160 windows of text.',
  },
  cloze: { label: 'cloze', meaning: 'Facts completed rightly.' },
  mythTrue: { label: 'myths resisted', meaning: 'Facts told rightly although the corpus mostly tells the myth.' },
  story: { label: 'story', meaning: 'Stories whose next word must be copied or remembered, completed rightly.' },
  spanish: { label: 'Spanish', meaning: 'Spanish facts completed rightly.' },
} as const satisfies Record<Measure, Named>;

export const evaluate = {
  heading: 'Held-out prompts',
  sentence:
    'All models answer the same fixed prompts and take the same tests; the world’s judge, whom training never sees, marks the answers.',
  waiting: (samples: number) =>
    `Press Run: every model answers 400 prompts and 217 more of rare kinds${samples === 1 ? '' : `, each ${samples} times`}, and takes five tests; once the first has started, the bar says how long the rest will take.`,
  headline: {
    people: {
      better: (mine: string, theirs: string, share: string) =>
        `Better: people prefer the ${mine}’s answers to the ${theirs}’s in ${share} of comparisons.`,
      even: (mine: string, theirs: string, share: string) =>
        `No clear difference: people prefer the ${mine}’s answers to the ${theirs}’s in ${share} of comparisons, which may be chance.`,
      worse: (mine: string, theirs: string, share: string) =>
        `Worse: people prefer the ${mine}’s answers to the ${theirs}’s in only ${share} of comparisons.`,
    },
    gold: {
      better: (mine: string, theirs: string) => `Better: the ${mine} gets more gold than the ${theirs}.`,
      even: (mine: string, theirs: string) =>
        `No clear difference: the ${mine} gets about as much gold as the ${theirs}; what is between them may be chance.`,
      worse: (mine: string, theirs: string) => `Worse: the ${mine} gets less gold than the ${theirs}.`,
    },
    alone: (model: string, gold: string) => `Gold of the ${model}: ${gold}.`,
    ladder: (rungs: readonly string[]) => `Gold, what people really want: ${rungs.join(' → ')}.`,
    sure: 'People are simulated labelers from whom no stage learned. ± is one standard error; a difference of two or more counts as clear.',
  },
  /** In a sentence. */
  modelNames: {
    base: 'base model',
    fewShotBase: 'prompted base',
    sft: 'fine-tuned model',
    ppo: 'policy',
  } satisfies Record<Speaker, string>,
  ofSize: (size: string) => ` of size ${size}`,
  begun: 'The first model is about to answer.',
  measure: 'measure',
  answers: (n: number) => `${n} judged answers of each model`,
  examples: 'examples',
  figuresLabel: 'Figures',
  model: 'model',
  size: 'size, parameters',
  value: 'value',
  error: 'error',
  ppoPtx: 'policy, PPO-ptx',
  sizeTick: (size: string, parameters: string) => `${size}, ${parameters}`,
  preferred: (size: string) => `preferred to fine-tuned ${size} by held-out labelers`,
  allSizes: {
    takes: (models: number, sizes: readonly string[]) =>
      `Figure 1 compares sizes. The ${models} shipped models of sizes ${sizes.join(' and ')} can answer the prompts, too; the evaluation then takes two to three times as long.`,
    button: 'Evaluate all sizes',
  },
  trainedHere: (models: string) => `Not as shipped, but trained or opened here: ${models}.`,
  honestAndHallucinates:
    '“Honest” and “hallucinates” need not add up to 100\u00a0%: an answer with one fact of two untrue is half honest, but hallucinates; and one that states no fact mostly passes as honest, but is not counted in “hallucinates”.',
  missingWithout:
    'The policy without the pretraining gradient is missing: set γptx to 0, train PPO, and evaluate again; this evaluation’s bars stay.',
  missingWith:
    'The policy with the pretraining gradient is missing: train PPO with γptx above 0, or open the shipped weights, and evaluate again; this evaluation’s bars stay.',
  rewardByDistance: 'reward',
  distance: '√KL from the fine-tuned model, nats per answer',
  fitted: 'fit to gold',
  thisRun: 'this run',
  fit: {
    peak: (label: string) => (label === '' ? 'peak' : `peak, ${label}`),
    tooFew: (label: string, points: number, least: number) =>
      `No curve is fitted to ${label}: it has ${points} ${points === 1 ? 'point' : 'points'} so far, and at least ${least} are asked for.`,
    noCurve: (label: string, explained: string) =>
      `No curve is drawn for ${label}: the best one explains ${explained} of the variance of its gold reward, which is noise.`,
    unclear: (label: string, explained: string) =>
      `The points of ${label} do not show where gold turns: the curve through them explains only ${explained} of their variance.`,
    rising: (label: string, explained: string) =>
      `The points of ${label} show no turn: the curve through them, which explains ${explained} of their variance, still rises; a lower β or more iterations go farther.`,
    falling: (label: string, explained: string) =>
      `The points of ${label} show no turn: the curve through them, which explains ${explained} of their variance, falls all the way.`,
    top: (label: string, distance: string, alpha: string, beta: string, explained: string) =>
      `The curve of ${label} turns at √KL = ${distance}: R = d (α − β log d) with α = ${alpha}, β = ${beta}; it explains ${explained} of the variance. From there on the score is bought with gold.`,
  },
  figures: {
    size: {
      title: 'Figure 1: preference by model size',
      see: 'See whether a small policy is preferred to a larger model that was only fine-tuned: above the dotted line, that model itself, it wins more often than not. Preference is that of labelers whom no stage learned from; bars reach one standard error to each side, and never beyond 0 or 100 %.',
      paper:
        'Ouyang et al. (2022), figure 1: how often people prefer each model’s answer to that of the fine-tuned 175B model, by size.',
      missing: 'Press run: every model then answers the held-out prompts.',
    },
    metadata: {
      title: 'What labelers would note of each answer',
      see: 'See which of the four moves most from the base to the policy; of hallucinations, less is better. Each is worked out from the judge’s parts, as defined below; shares in percent.',
      paper:
        'Ouyang et al. (2022), figure 4: the metadata that labelers gave: attempts the correct instruction, follows explicit constraints, hallucinates, uses language appropriate for a customer assistant.',
      missing: 'Press run: every model then answers the held-out prompts.',
    },
    hhh: {
      title: 'Helpful, honest, harmless',
      see: 'See whether the policy pays for being more helpful with honesty or harm. Mean marks of the world’s judge, in percent; bars reach one standard error to each side, and never beyond 0 or 100 %.',
      paper:
        'The criteria of Askell et al. (2021). Ouyang et al. (2022) have no such figure: they measure helpful by preference (figure 1), honest with TruthfulQA (figure 6) and harmless with RealToxicityPrompts (figure 7).',
      missing: 'Press run: every model then answers the held-out prompts.',
    },
    tax: {
      title: 'The alignment tax',
      see: 'See how much of what the base knew PPO costs, and how much of that the pretraining gradient (PPO-ptx) keeps. Perplexity: less is better; the others are shares right, in percent.',
      paper:
        'Ouyang et al. (2022), figure 29: after PPO, models do worse than GPT-3 on many public language tasks; mixing in the pretraining gradient (PPO-ptx) mends most of that.',
      missing: 'Press run: every model then takes the tests.',
    },
    overoptimization: {
      title: 'Score and gold by distance',
      see: 'See whether gold turns while the score still rises: each point is one PPO iteration (in a long run the mean of some), a line Gao et al.’s curve through gold.',
      paper:
        'Gao, Schulman and Hilton (2023), figure 1b: PPO without a KL penalty, against the distance √KL from the first policy. The proxy’s score (ours: the reward model’s score) rises all the way; the gold model’s rises, peaks and then falls, most with the smallest reward models.',
      missing: 'Train PPO on the page: its curves are drawn here by distance. With β = 0 it goes farthest.',
    },
  },
  groups: {
    mix: {
      label: '400 prompts of the mix',
      meaning: 'Every kind of prompt, as often as people ask it. Rare kinds are few here, so their rows are less sure.',
    },
    sets: {
      label: 'sets of one kind',
      meaning: 'Prompts of one rare kind alone, enough of them to tell two models apart.',
    },
    benchmarks: {
      label: 'benchmarks',
      meaning:
        'Texts to continue, not prompts. Where all or none are right, ± is still not 0, as the items are few (Wilson 1927).',
    },
  },
};
