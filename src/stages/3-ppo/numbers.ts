/** A micro-step's formula with the numbers of one token put in, in LaTeX. */
import type { LedgerColumn, MicroStep, TokenTable } from '../../protocol';

type Step = Extract<MicroStep, { stage: 'ppo' }>;

function tex(value: number, decimals = 2): string {
  const written = value.toFixed(decimals);
  return Number(written) === 0 ? (0).toFixed(decimals) : written;
}

/** In brackets where a bare minus sign would meet another sign. */
function term(value: number): string {
  const written = tex(value);
  return written.startsWith('-') ? `(${written})` : written;
}

function at(table: TokenTable, column: LedgerColumn, place: number): number | null {
  return table.columns[column]?.[place] ?? null;
}

function klPenalty(step: Extract<Step, { kind: 'klPenalty' }>, place: number): string | null {
  const { example, klCoef, score } = step;
  const logprob = at(example, 'logprobs', place);
  const refLogprob = at(example, 'refLogprobs', place);
  const reward = at(example, 'rewards', place);
  if (logprob === null || refLogprob === null || reward === null) return null;
  const scored = place === example.tokens.length - 1 ? ` + ${term(score)}` : '';
  return `r_t = -${tex(klCoef)} \\cdot (${tex(logprob)} - ${term(refLogprob)})${scored} = ${tex(reward)}`;
}

function advantages(step: Extract<Step, { kind: 'advantages' }>, place: number): string | null {
  const { example, gamma, lambda } = step;
  const end = example.tokens.length - 1;
  const reward = at(example, 'rewards', place);
  const value = at(example, 'values', place);
  const returned = at(example, 'returns', place);
  const whitened = at(example, 'advantages', place);
  if (reward === null || value === null || returned === null) return null;
  const nextValue = place === end ? 0 : (at(example, 'values', place + 1) ?? 0);
  const nextReturn = place === end ? 0 : (at(example, 'returns', place + 1) ?? 0);
  const delta = reward + gamma * nextValue - value;
  const advantage = returned - value;
  const rows = [
    `\\delta_t &= ${tex(reward)} + ${tex(gamma)} \\cdot ${term(nextValue)} - ${term(value)} = ${tex(delta)}`,
    `\\hat A_t &= ${tex(delta)} + ${tex(gamma * lambda)} \\cdot ${term(nextReturn - nextValue)} = ${tex(advantage)}`,
  ];
  if (whitened !== null && Math.abs(whitened - advantage) > 1e-4) rows[1] += ` \\;\\to\\; ${tex(whitened)}`;
  return `\\begin{aligned} ${rows.join(' \\\\ ')} \\end{aligned}`;
}

function update(step: Extract<Step, { kind: 'update' }>, place: number): string | null {
  const ratio = at(step.example, 'ratio', place);
  const advantage = at(step.example, 'advantages', place);
  if (ratio === null || advantage === null) return null;
  const clipped = Math.min(1 + step.clipRange, Math.max(1 - step.clipRange, ratio));
  const objective = Math.min(ratio * advantage, clipped * advantage);
  const [free, bound] = [ratio, clipped].map((each) => `${tex(each)} \\cdot ${term(advantage)}`);
  return `\\min(${free},\\; ${bound}) = ${tex(objective)}`;
}

/** Null where the formula is not about one token, or the token has no numbers. */
export function numbersOf(step: Step, place: number): string | null {
  switch (step.kind) {
    case 'klPenalty':
      return klPenalty(step, place);
    case 'advantages':
      return advantages(step, place);
    case 'update':
      return update(step, place);
    case 'prompts':
    case 'rollout':
    case 'score':
    case 'metrics':
      return null;
    default:
      return step satisfies never;
  }
}
