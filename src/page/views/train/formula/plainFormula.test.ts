import { describe, expect, it } from 'vitest';
import { pairFormula } from '../2-reward-model/pairTerms';
import { numbersOf } from '../3-ppo/numbers';
import { en } from '../../../text/en/en';
import { piecesOf } from './drawFormula';
import { plainFormula } from './plainFormula';

const { pretrain, sft, rewardModel, ppo } = en.microSteps;

const steps = [...Object.values(pretrain), ...Object.values(sft), ...Object.values(rewardModel), ...Object.values(ppo)];
const formulas = steps.flatMap(({ formula }) => piecesOf(formula).flat());

describe('a formula as plain text', () => {
  it.each(formulas)('has no command and no grouping brace left in it: %s', (formula) => {
    const written = plainFormula(formula);
    expect(written).not.toBe('');
    expect(written).not.toMatch(/[\\&~]|[\w^]\{|\s\s|undefined|data|aligned/);
    expect(written.match(/[{}]/g) ?? []).toHaveLength((formula.match(/\\[{}]/g) ?? []).length);
  });

  it('keeps what each sign belongs to', () => {
    expect(plainFormula(ppo.klPenalty.formula.replace('\\allowbreak', ''))).toBe(
      'r_t = −β (log π_θ(y_t) − log π_ref(y_t)) + [t = T] r_φ(x, y)',
    );
    expect(plainFormula(rewardModel.update.formula)).toBe(
      'L(φ) = −1/C(K,2) E_(x, y_w, y_l) [log σ(r_φ(x, y_w) − r_φ(x, y_l))]',
    );
    expect(plainFormula(pretrain.update.formula)).toBe('L(θ) = 1/T Σ_(t=1)^T −log p_θ(w_t | w_<t)');
    expect(plainFormula('\\log \\frac{\\pi_\\theta(y \\mid x)}{\\pi_{\\text{ref}}(y \\mid x)}')).toBe(
      'log (π_θ(y | x))/(π_ref(y | x))',
    );
    expect(plainFormula('\\hat A_{t+1} = \\tfrac12 \\arg\\max_v')).toBe('Â_(t+1) = 1/2 arg max_v');
    expect([plainFormula('- \\gamma'), plainFormula(' {} - \\gamma')]).toEqual(['−γ', '− γ']);
  });

  it('writes numbers that were put in, line after line', () => {
    const pair = { better: 0, worse: 1, preferred: 0.5, other: -0.25, margin: 0.75, preference: 0.679, loss: 0.387 };
    expect(plainFormula(pairFormula(pair))).toBe('−log σ(0.50 − (−0.25)) = −log 0.679 = 0.387');
    const columns = { rewards: [-0.1, 0.8], values: [0.1, 0.3], advantages: [0.35, 0.5], whitened: [-1, 1] };
    const example = { tokens: ['the', 'end'], responseStart: 0, columns };
    const whitening = { mean: 0.45, deviation: 0.1 };
    const step = { stage: 'ppo', kind: 'advantages', example, gamma: 1, lambda: 0.5, whitening } as const;
    expect(plainFormula(numbersOf(step, 0)?.latex ?? '')).toBe(
      'δ_t = −0.10 + 1.00 · 0.30 − 0.10 = 0.10, Â_t = 0.10 + 0.50 · 0.50 = 0.35, (Â_t − mean) / deviation = (0.35 − 0.45) / 0.10 = −1.00',
    );
  });
});
