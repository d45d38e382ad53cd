/** A micro-step's formula with the numbers of one token put in, in LaTeX. */
import type { LedgerColumn, MicroStep, TokenTable } from '../../protocol';

type Step = Extract<MicroStep, { stage: 'ppo' }>;

/** Decimals of a result. */
const SHOWN = 2;
/** More than so many decimals of a term nobody reads. */
const MOST = 6;

function tex(value: number, decimals = SHOWN): string {
  const written = value.toFixed(decimals);
  return Number(written) === 0 ? (0).toFixed(decimals) : written;
}

/** In brackets where a bare minus sign would meet another sign. */
function bracketed(written: string): string {
  return written.startsWith('-') ? `(${written})` : written;
}

/**
 * An expression and its result. The terms get as few decimals, two at least, as make what a reader computes from them
 * round to the result.
 */
function equation(
  terms: readonly number[],
  compute: (terms: readonly number[]) => number,
  write: (terms: readonly string[]) => string,
): string {
  const exact = tex(compute(terms));
  for (let decimals = SHOWN; ; decimals++) {
    const written = terms.map((term) => tex(term, decimals));
    const result = tex(compute(written.map(Number)));
    if (result === exact || decimals === MOST) return `${write(written)} = ${result}`;
  }
}

function at(table: TokenTable, column: LedgerColumn, place: number): number | null {
  return table.columns[column]?.[place] ?? null;
}

function klPenalty(step: Extract<Step, { kind: 'klPenalty' }>, place: number): string | null {
  const { example, klCoef, score } = step;
  const logprob = at(example, 'logprobs', place);
  const refLogprob = at(example, 'refLogprobs', place);
  if (logprob === null || refLogprob === null) return null;
  const scored = place === example.tokens.length - 1 ? [score] : [];
  return equation(
    [klCoef, logprob, refLogprob, ...scored],
    ([beta, now, reference, last = 0]) => -beta * (now - reference) + last,
    ([beta, now, reference, ...last]) =>
      [`r_t = -${beta} \\cdot (${now} - ${bracketed(reference)})`, ...last.map(bracketed)].join(' + '),
  );
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
  const delta = equation(
    [reward, gamma, nextValue, value],
    ([reward, gamma, next, value]) => reward + gamma * next - value,
    ([reward, gamma, next, value]) =>
      `\\delta_t &= ${reward} + ${gamma} \\cdot ${bracketed(next)} - ${bracketed(value)}`,
  );
  const advantage = equation(
    [reward + gamma * nextValue - value, gamma * lambda, nextReturn - nextValue],
    ([delta, decay, next]) => delta + decay * next,
    ([delta, decay, next]) => `\\hat A_t &= ${delta} + ${decay} \\cdot ${bracketed(next)}`,
  );
  const isWhitened = whitened !== null && Math.abs(whitened - (returned - value)) > 1e-4;
  const rows = [delta, isWhitened ? `${advantage} \\;\\to\\; ${tex(whitened)}` : advantage];
  return `\\begin{aligned} ${rows.join(' \\\\ ')} \\end{aligned}`;
}

function update(step: Extract<Step, { kind: 'update' }>, place: number): string | null {
  const ratio = at(step.example, 'ratio', place);
  const advantage = at(step.example, 'advantages', place);
  if (ratio === null || advantage === null) return null;
  const clipped = Math.min(1 + step.clipRange, Math.max(1 - step.clipRange, ratio));
  return equation(
    [ratio, clipped, advantage],
    ([free, bound, advantage]) => Math.min(free * advantage, bound * advantage),
    ([free, bound, advantage]) =>
      `\\min(${free} \\cdot ${bracketed(advantage)},\\; ${bound} \\cdot ${bracketed(advantage)})`,
  );
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
