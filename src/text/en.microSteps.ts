/** English names of the micro-steps: one sentence each, the formula, and where the papers have it. */
import type { MicroStep } from '../protocol';
import type { StageName } from '../settings';

type KindOf<S extends StageName> = Extract<MicroStep, { stage: S }>['kind'];

interface MicroStepText {
  readonly label: string;
  readonly sentence: string;
  /** LaTeX; empty where there is nothing to compute. */
  readonly formula: string;
  readonly source: string;
}

export const microSteps = {
  pretrain: {
    batch: {
      label: 'batch',
      sentence: 'Stretches of 48 tokens are cut from the corpus at random.',
      formula: 'w_1, w_2, \\dots, w_{48} \\sim D_{\\text{pretrain}}',
      source: 'Brown et al. 2020, §2.2',
    },
    update: {
      label: 'update',
      sentence:
        'At every place the model guesses the next token; the weights move so that the right one becomes likelier.',
      formula: 'L(\\theta) = -\\frac{1}{T} \\sum_{t=1}^{T} \\log p_\\theta(w_t \\mid w_{<t})',
      source: 'Radford et al. 2018, equation 1',
    },
  },
  sft: {
    batch: {
      label: 'batch',
      sentence: 'Prompts are drawn together with the answers that labelers wrote for them.',
      formula: '(x, y) \\sim D_{\\text{demonstrations}}',
      source: 'Ouyang et al. 2022, figure 2, step 1',
    },
    update: {
      label: 'update',
      sentence: 'The model learns to continue the prompt as the labeler did; only tokens of the answer count.',
      formula: 'L(\\theta) = -\\frac{1}{|y|} \\sum_{t} \\log \\pi_\\theta(y_t \\mid x, y_{<t})',
      source: 'Ouyang et al. 2022, §3.5',
    },
  },
  rewardModel: {
    comparisons: {
      label: 'comparisons',
      sentence: 'The model answers a prompt several times, and a labeler ranks the answers from best to worst.',
      formula:
        'y_1, \\dots, y_K \\sim \\pi(\\cdot \\mid x), \\qquad y_{(1)} \\succ y_{(2)} \\succ \\dots \\succ y_{(K)}',
      source: 'Ouyang et al. 2022, figure 2, step 2',
    },
    batch: {
      label: 'pairs',
      sentence: 'Every ranking gives all its pairs at once: which of the two did the labeler like better?',
      formula: '\\{(y_w, y_l)\\}, \\qquad \\tbinom{K}{2} \\text{ pairs for each prompt}',
      source: 'Ouyang et al. 2022, §3.5',
    },
    update: {
      label: 'update',
      sentence:
        'The reward model learns one number for each answer, so that the preferred one of every pair gets more.',
      formula:
        'L(\\theta) = -\\frac{1}{\\binom{K}{2}}\\, E_{(x, y_w, y_l)} \\left[ \\log \\sigma\\bigl( r_\\theta(x, y_w) - r_\\theta(x, y_l) \\bigr) \\right]',
      source: 'Ouyang et al. 2022, equation 1',
    },
    normalise: {
      label: 'normalise',
      sentence:
        'Only differences were learned; the scores are shifted so that the labelers’ own demonstrations score 0 on average.',
      formula: 'r_\\theta(x, y) \\leftarrow r_\\theta(x, y) - E_{\\text{demonstrations}}\\left[ r_\\theta \\right]',
      source: 'Ouyang et al. 2022, §3.5',
    },
  },
  ppo: {
    prompts: {
      label: 'prompts',
      sentence: 'A batch of prompts is drawn; nobody has written answers to them.',
      formula: 'x \\sim D_{\\pi}',
      source: 'Ouyang et al. 2022, figure 2, step 3',
    },
    rollout: {
      label: 'rollout',
      sentence: 'The policy answers, sampling one token after the other.',
      formula: 'y_t \\sim \\pi_\\theta(\\cdot \\mid x, y_{<t})',
      source: 'Ouyang et al. 2022, §3.5',
    },
    score: {
      label: 'score',
      sentence: 'The reward model reads the whole answer and gives it one number.',
      formula: 'r = r_\\phi(x, y)',
      source: 'Ouyang et al. 2022, §3.5',
    },
    klPenalty: {
      label: 'KL penalty',
      sentence:
        'Each token pays for being likelier than the fine-tuned model would have it; the score falls on the last one.',
      formula:
        'r_t = -\\beta \\bigl( \\log \\pi_\\theta(y_t) - \\log \\pi_{\\text{ref}}(y_t) \\bigr) + [t = T]\\; r_\\phi(x, y)',
      source: 'Ouyang et al. 2022, §3.5 and equation 2',
    },
    advantages: {
      label: 'advantage',
      sentence: 'How much better than expected was each token?',
      formula:
        '\\hat A_t = \\delta_t + \\gamma \\lambda \\hat A_{t+1}, \\qquad \\delta_t = r_t + \\gamma V_{t+1} - V_t',
      source: 'Schulman et al. 2016, equation 16',
    },
    update: {
      label: 'update',
      sentence:
        'Tokens better than expected become likelier, worse ones rarer; beyond the clip range a token gains nothing more. (Advantages are whitened first: mean 0 and variance 1 over the iteration.)',
      formula:
        'L(\\theta) = -E_t \\left[ \\min\\bigl( \\rho_t \\hat A_t,\\; \\text{clip}(\\rho_t, 1-\\varepsilon, 1+\\varepsilon)\\, \\hat A_t \\bigr) \\right] - \\gamma_{\\text{ptx}}\\, E \\left[ \\log \\pi_\\theta(w) \\right]',
      source: 'Schulman et al. 2017, equation 7; Ouyang et al. 2022, equation 2',
    },
    metrics: {
      label: 'metrics',
      sentence: 'The iteration is over: what the reward model thinks of the answers, and what is true of them.',
      formula:
        '\\text{maximise}\\quad E \\left[ r_\\phi(x, y) - \\beta \\log \\frac{\\pi_\\theta(y \\mid x)}{\\pi_{\\text{ref}}(y \\mid x)} \\right] + \\gamma_{\\text{ptx}}\\, E \\left[ \\log \\pi_\\theta(w) \\right]',
      source: 'Ouyang et al. 2022, equation 2',
    },
  },
  evaluate: {
    speaker: {
      label: 'answer',
      sentence: 'Every model answers the same held-out prompts, and the world’s judge marks the answers.',
      formula: '',
      source: 'Ouyang et al. 2022, §3.6',
    },
  },
} as const satisfies { readonly [S in StageName]: Readonly<Record<KindOf<S>, MicroStepText>> };
