/** English names of the micro-steps: one sentence each, the formula, and where the papers have it. */
import type { MicroStepKind } from '../../../protocol/microSteps';
import type { StageName } from '../../../experiment/names';
import { term } from '../terms';

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
      sentence: 'Pieces of 48 tokens are cut from the corpus at random.',
      formula: `${term('window', 'w_1, w_2, \\dots, w_{48}')} \\sim ${term('corpus', 'D_{\\text{pretrain}}')}`,
      source: 'Brown et al. 2020, §2.2',
    },
    update: {
      label: 'update',
      sentence:
        'At every place the model predicts the next token; the weights move so that the right one becomes more likely.',
      formula: `L(\\theta) = \\frac{1}{T} \\sum_{t=1}^{T} ${term('tokenLoss', `- ${term('logprobs', '\\log p_\\theta(w_t \\mid w_{<t})')}`)}`,
      source: 'Radford et al. 2018, equation 1',
    },
  },
  sft: {
    batch: {
      label: 'batch',
      sentence: 'Prompts are drawn together with the answers that labelers wrote for them.',
      formula: `${term('pair', '(x, y)')} \\sim ${term('demonstrations', 'D_{\\text{demonstrations}}')}`,
      source: 'Ouyang et al. 2022, figure 2, step 1',
    },
    update: {
      label: 'update',
      sentence: 'The model learns to continue the prompt as the labeler did; only tokens of the answer count.',
      formula: `L(\\theta) = \\frac{1}{${term('counted', '|y|')}} \\sum_{t} ${term('tokenLoss', `- ${term('logprobs', '\\log \\pi_\\theta(y_t \\mid x, y_{<t})')}`)}`,
      source: 'Ouyang et al. 2022, §3.5',
    },
  },
  rewardModel: {
    comparisons: {
      label: 'comparisons',
      sentence: 'The model answers a prompt several times, and a labeler ranks the answers from best to worst.',
      formula: `${term('answers', 'y_1, \\dots, y_K')} \\sim \\pi(\\cdot \\mid x), \\qquad ${term('ranking', 'y_{(1)} \\succ y_{(2)} \\succ \\dots \\succ y_{(K)}')}`,
      source: 'Ouyang et al. 2022, figure 2, step 2',
    },
    batch: {
      label: 'pairs',
      sentence: 'Every ranking gives all its pairs at once: which of the two did the labeler like better?',
      formula: `\\{(${term('better', 'y_w')}, ${term('worse', 'y_l')})\\}, \\qquad ${term('pairCount', '\\tbinom{K}{2}')} \\text{ pairs for each prompt}`,
      source: 'Ouyang et al. 2022, §3.5',
    },
    update: {
      label: 'update',
      sentence:
        'The reward model learns one number for each answer, so that the preferred one of every pair gets more.',
      formula: `L(\\phi) = -\\frac{1}{${term('pairCount', '\\binom{K}{2}')}}\\, E_{(x, y_w, y_l)} \\left[ \\log ${term('preference', '\\sigma')}\\bigl( ${term('better', 'r_\\phi(x, y_w)')} - ${term('worse', 'r_\\phi(x, y_l)')} \\bigr) \\right]`,
      source: 'Ouyang et al. 2022, equation 1',
    },
    normalize: {
      label: 'normalize',
      sentence:
        'Only differences were learned; the scores are shifted so that the labelers’ own demonstrations score 0 on average.',
      formula: `r_\\phi(x, y) \\leftarrow r_\\phi(x, y) - ${term('score', 'E_{\\text{demonstrations}}\\left[ r_\\phi \\right]')}`,
      source: 'Ouyang et al. 2022, §3.5',
    },
  },
  ppo: {
    prompts: {
      label: 'prompts',
      sentence: 'A batch of prompts is drawn. Nobody has written answers to them; the policy will.',
      formula: term('prompts', 'x \\sim D_{\\pi}'),
      source: 'Ouyang et al. 2022, figure 2, step 3',
    },
    rollout: {
      label: 'rollout',
      sentence:
        'The policy answers, one token after the other. For each it rolls a loaded die: every word comes up as often as the policy finds it likely.',
      formula: `y_t \\sim ${term('logprobs', '\\pi_\\theta(\\cdot \\mid x, y_{<t})')}`,
      source: 'Ouyang et al. 2022, figure 2, step 3',
    },
    score: {
      label: 'score',
      sentence: 'The reward model reads the whole answer and gives it one number.',
      formula: `r = ${term('score', 'r_\\phi(x, y)')}`,
      source: 'Ouyang et al. 2022, §3.5',
    },
    klPenalty: {
      label: 'KL penalty',
      sentence:
        'Each token pays β times its log-ratio, or earns as much if the policy finds it less likely than the fine-tuned model, frozen, does; the last one gets the score.',
      formula: `${term('rewards', 'r_t')} = -${term('klCoef', '\\beta')} ${term('kl', `\\bigl( ${term('logprobs', '\\log \\pi_\\theta(y_t)')} - ${term('refLogprobs', '\\log \\pi_{\\text{ref}}(y_t)')} \\bigr)`)} \\allowbreak {} + [t = T]\\; ${term('score', 'r_\\phi(x, y)')}`,
      source: 'Ouyang et al. 2022, §3.5 and equation 2',
    },
    advantages: {
      label: 'advantage',
      sentence: 'How much better than expected was each token?',
      formula: `${term('advantages', '\\hat A_t')} = ${term('deltas', '\\delta_t')} + ${term('gamma', '\\gamma')} ${term('lambda', '\\lambda')} ${term('advantages', '\\hat A_{t+1}')}, \\qquad ${term('deltas', '\\delta_t')} = ${term('rewards', 'r_t')} + ${term('gamma', '\\gamma')} ${term('values', 'V_{t+1}')} - ${term('values', 'V_t')}`,
      source: 'Schulman et al. 2016, equation 16',
    },
    update: {
      label: 'update',
      sentence:
        'Tokens better than expected become more likely, worse ones less likely; beyond the clip range a token gains nothing more.',
      formula: `L(\\theta) = -E_t \\left[ ${term('objective', '\\min')}\\bigl( ${term('ratio', '\\rho_t')} ${term('advantages', '\\hat A_t')},\\; \\text{clip}(${term('ratio', '\\rho_t')}, 1-${term('clipRange', '\\varepsilon')}, 1+${term('clipRange', '\\varepsilon')})\\, ${term('advantages', '\\hat A_t')} \\bigr) \\right] \\allowbreak {} - ${term('ptx', '\\gamma_{\\text{ptx}}\\, E \\left[ \\log \\pi_\\theta(w) \\right]')} \\qquad L(V) = \\tfrac12\\, E_t \\left[ \\bigl( ${term('newValues', 'V_t')} - ${term('returns', 'R_t')} \\bigr)^2 \\right]`,
      source: 'Schulman et al. 2017, equation 7; Ouyang et al. 2022, equation 2',
    },
    metrics: {
      label: 'metrics',
      sentence:
        'The iteration is over: the reward model’s score of the answers, and gold, the mark of the world’s judge.',
      formula: `\\text{maximize}\\quad E \\left[ ${term('score', 'r_\\phi(x, y)')} - ${term('klCoef', '\\beta')} ${term('kl', '\\log \\frac{\\pi_\\theta(y \\mid x)}{\\pi_{\\text{ref}}(y \\mid x)}')} \\right] \\allowbreak {} + ${term('ptx', '\\gamma_{\\text{ptx}}\\, E \\left[ \\log \\pi_\\theta(w) \\right]')}`,
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
} as const satisfies { readonly [S in StageName]: Readonly<Record<MicroStepKind<S>, MicroStepText>> };
