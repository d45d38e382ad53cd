import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge } from './judge';
import { readPrompt } from './prompts';

interface GoldenCase {
  readonly prompt: string;
  readonly kind: string;
  readonly response: string;
  readonly ended: boolean;
  readonly expected: {
    readonly gold: number;
    readonly helpful: number;
    readonly honest: number;
    readonly harmless: number;
  };
}

const SHIPPED = 'golden/judge.json';

const path = process.env.JUDGE ?? SHIPPED;
const golden = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly meta: { readonly tolerance: number };
  readonly cases: readonly GoldenCase[];
};

function disagreement({ prompt: text, kind, response, ended, expected }: GoldenCase): string | undefined {
  const prompt = readPrompt(text);
  if (prompt?.kind !== kind) return `${text}: read as ${prompt?.kind ?? 'nothing'}, expected ${kind}`;
  const verdict = judge(prompt, response, ended);
  const scores = ['gold', 'helpful', 'honest', 'harmless'] as const;
  const off = scores.filter((score) => !(Math.abs(verdict[score] - expected[score]) <= golden.meta.tolerance));
  if (off.length === 0) return undefined;
  const differences = off.map((score) => `${score} ${verdict[score]}, expected ${expected[score]}`).join('; ');
  return `${kind} | ${text} | ${response} | ${ended ? 'ended' : 'not ended'}: ${differences}`;
}

test(`the judge gives the golden scores of all ${golden.cases.length} cases`, () => {
  expect(golden.cases.length).toBeGreaterThan(0);
  if (path === SHIPPED) expect(golden.cases).toHaveLength(1300);
  expect(golden.cases.map(disagreement).filter((message) => message !== undefined)).toEqual([]);
});
