/** A micro-step's formula with the numbers of one token put in, in LaTeX. */
import type { LedgerColumn, MicroStep, TokenTable } from '../../../../protocol/microSteps';
import { term } from '../../../text/terms';
import { text } from '../../../text/text';

type Step = Extract<MicroStep, { stage: 'ppo' }>;
type Advantages = Extract<Step, { kind: 'advantages' }>;

export interface Numbers {
  readonly latex: string;
  /** The result before it is rounded for reading. */
  readonly value: number;
}

/** Decimals of a result. */
const SHOWN = 2;
/** The most decimals that a term is written with. */
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

function aligned(rows: readonly string[]): string {
  return `\\begin{aligned} ${rows.join(' \\\\ ')} \\end{aligned}`;
}

function at(table: TokenTable, column: LedgerColumn, place: number): number | null {
  return table.columns[column]?.[place] ?? null;
}

function klPenalty(step: Extract<Step, { kind: 'klPenalty' }>, place: number): Numbers | null {
  const { example, klCoef, score } = step;
  const logprob = at(example, 'logprobs', place);
  const refLogprob = at(example, 'refLogprobs', place);
  if (logprob === null || refLogprob === null) return null;
  const scored = place === example.tokens.length - 1 ? [score] : [];
  const terms = [klCoef, logprob, refLogprob, ...scored];
  const compute = ([beta, now, reference, last = 0]: readonly number[]) => -beta * (now - reference) + last;
  const latex = equation(terms, compute, ([beta, now, reference, ...last]) => {
    const logRatio = term('kl', `(${term('logprobs', now)} - ${term('refLogprobs', bracketed(reference))})`);
    const penalty = `${term('rewards', 'r_t')} = -${term('klCoef', beta)} \\cdot ${logRatio}`;
    return [penalty, ...last.map((each) => term('score', bracketed(each)))].join(' + ');
  });
  return { latex, value: compute(terms) };
}

function advantages(step: Advantages, place: number): Numbers | null {
  const { example, gamma, lambda } = step;
  const end = example.tokens.length - 1;
  const reward = at(example, 'rewards', place);
  const value = at(example, 'values', place);
  const whitened = at(example, 'whitened', place);
  if (reward === null || value === null) return null;
  const nextValue = place === end ? 0 : (at(example, 'values', place + 1) ?? 0);
  const nextAdvantage = place === end ? 0 : (at(example, 'advantages', place + 1) ?? 0);
  const delta = equation(
    [reward, gamma, nextValue, value],
    ([reward, gamma, next, value]) => reward + gamma * next - value,
    ([reward, gamma, next, value]) =>
      `${term('deltas', '\\delta_t')} &= ${term('rewards', reward)} + ${term('gamma', gamma)} \\cdot ${term('values', bracketed(next))} - ${term('values', bracketed(value))}`,
  );
  const terms = [reward + gamma * nextValue - value, gamma * lambda, nextAdvantage];
  const compute = ([delta, decay, next]: readonly number[]) => delta + decay * next;
  const advantage = equation(
    terms,
    compute,
    ([delta, decay, next]) =>
      `${term('advantages', '\\hat A_t')} &= ${term('deltas', delta)} + ${decay} \\cdot ${term('advantages', bracketed(next))}`,
  );
  const rows = [delta, advantage, ...(whitened === null ? [] : [whitenedRow(step, compute(terms), whitened)])];
  return { latex: aligned(rows), value: compute(terms) };
}

/** How the advantage is scaled, with the numbers by which it was, unless an older page saved none. */
function whitenedRow({ whitening }: Advantages, advantage: number, whitened: number): string {
  const words = text.step.whitening;
  const rule = `(${term('advantages', '\\hat A_t')} - \\text{${words.mean}}) \\,/\\, \\text{${words.deviation}}`;
  if (whitening === undefined) return `${rule} &= ${tex(whitened)}`;
  const scaled = equation(
    [advantage, whitening.mean, whitening.deviation],
    ([of, mean, deviation]) => (of - mean) / deviation,
    ([of, mean, deviation]) => `(${term('advantages', of)} - ${bracketed(mean)}) \\,/\\, ${deviation}`,
  );
  return `${rule} &= ${scaled}`;
}

function update(step: Extract<Step, { kind: 'update' }>, place: number): Numbers | null {
  const { example, clipRange } = step;
  const ratio = at(example, 'ratio', place);
  const advantage = at(example, 'whitened', place);
  if (ratio === null || advantage === null) return null;
  const terms = [ratio, Math.min(1 + clipRange, Math.max(1 - clipRange, ratio)), advantage];
  const compute = ([free, bound, advantage]: readonly number[]) => Math.min(free * advantage, bound * advantage);
  const objective = equation(terms, compute, ([free, bound, advantage]) => {
    const times = (factor: string) => `${factor} \\cdot ${term('advantages', bracketed(advantage))}`;
    return `${term('objective', '\\min')}(${times(term('ratio', free))},\\; ${times(term('clipRange', bound))})`;
  });
  return { latex: objective, value: compute(terms) };
}

/** How far the value still is from its target; null where the token has none. */
export function valueNumbers({ example }: Extract<Step, { kind: 'update' }>, place: number): Numbers | null {
  const value = at(example, 'newValues', place);
  const target = at(example, 'returns', place);
  if (value === null || target === null) return null;
  const compute = ([value, target]: readonly number[]) => (value - target) ** 2;
  const latex = equation(
    [value, target],
    compute,
    ([value, target]) => `(${term('newValues', value)} - ${term('returns', bracketed(target))})^2`,
  );
  return { latex, value: compute([value, target]) };
}

/** Null where the formula is not about one token, or the token has no numbers. */
export function numbersOf(step: Step, place: number): Numbers | null {
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
