import { describe, expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { rankedPairs } from '../../rlhf/pairwiseLoss';
import { judge } from '../../../world/judge';
import { preferenceProbability, type Labeler } from '../../../world/labelers';
import { readPrompt } from '../../../world/prompts';
import { UnknownWordsError } from '../../../world/tokenizer';
import { EOT, MAX_RESPONSE } from '../../../world/vocabulary';
import { ownRanking, ownRankings } from '../../rlhf/comparisons';
import { responseOf } from '../../rlhf/respond';
import { labelAgreement } from './agreement';

const STRICT: Labeler = { helpful: 2, honest: 1, harmless: 1, polite: 0, length: 0, tau: 0.3 };
const WORDY: Labeler = { helpful: 0, honest: 0, harmless: 0, polite: 0, length: 3, tau: 0.5 };

function label(prompt: string, texts: readonly string[], levels: OwnRanking['levels'], id = prompt): OwnRanking {
  const responses = texts.map((text) => ({ text, from: 'unknown' as const, quality: null, flags: [] }));
  return { id, prompt, responses, levels };
}

const OWL = label(
  'what does the owl say ?',
  ['the owl says moo .', 'the owl says hoot .', 'you are stupid .'],
  [[1], [0, 2]],
);

describe('a response that was typed or kept', () => {
  it('ends where it leaves room for the end token, as those of the models do', () => {
    const { tokens, text, ended } = responseOf('The owl, says hoot.');
    expect(text).toBe('the owl , says hoot .');
    expect([tokens.at(-1), tokens.length, ended]).toEqual([EOT, 7, true]);
    const longest = responseOf(Array.from({ length: MAX_RESPONSE }, () => 'owl').join(' '));
    expect([longest.tokens.length, longest.ended]).toEqual([MAX_RESPONSE, false]);
  });
});

describe('a ranking as the reward model reads it', () => {
  it('has no pair of tied responses', () => {
    expect(rankedPairs(ownRanking(OWL))).toEqual([
      [1, 0],
      [1, 2],
    ]);
  });

  it('is left out if it ties everything, and else weighs what it is told', () => {
    const nothing = label('hello', ['hello !', 'how are you ?'], [[0, 1]]);
    expect(ownRankings([OWL, nothing], 7).map(({ weight }) => weight)).toEqual([7]);
  });

  it('names words that the world lacks', () => {
    expect(() => ownRanking(label('hello', ['elephant', 'hello !'], [[0], [1]]))).toThrow(UnknownWordsError);
  });
});

describe('agreement', () => {
  const prompt = readPrompt(OWL.prompt);
  const [moo, hoot, rude] = OWL.responses.map(({ text }) => prompt && judge(prompt, text, true));
  if (!moo || !hoot || !rude) throw new Error('The judge reads this prompt.');

  it('with a labeler is the mean probability of ordering a pair alike', () => {
    const { labelers, mean, spread, pairs } = labelAgreement([OWL], [STRICT, WORDY]);
    const of = (labeler: Labeler) =>
      (preferenceProbability(labeler, hoot, moo) + preferenceProbability(labeler, hoot, rude)) / 2;
    expect(pairs).toBe(2);
    expect(labelers[0]).toBeCloseTo(of(STRICT), 12);
    expect(labelers[1]).toBeCloseTo(of(WORDY), 12);
    expect(mean?.value).toBeCloseTo((of(STRICT) + of(WORDY)) / 2, 12);
    expect(spread).toBeCloseTo(Math.abs(of(STRICT) - of(WORDY)) / 2, 12);
    expect(of(STRICT)).toBeGreaterThan(0.9);
  });

  it('with gold counts the pairs of which gold prefers one; one prompt tells no error', () => {
    const { gold, goldPairs, mean, golds } = labelAgreement([OWL], [STRICT]);
    expect([gold?.value, goldPairs]).toEqual([1, 2]);
    expect([gold?.error, mean?.error]).toEqual([null, null]);
    expect(golds[OWL.id]).toEqual([moo.gold, hoot.gold, rude.gold]);
    const reversed = { ...OWL, levels: [[2], [0], [1]] };
    expect(labelAgreement([reversed], [STRICT]).gold?.value).toBe(0);
  });

  it('counts prompts once, however many have ranked their answers, and their agreement tells no error of its own', () => {
    const students = ['one', 'two', 'three'].map((id) => ({ ...OWL, id }));
    expect(labelAgreement(students, [STRICT])).toMatchObject({ prompts: 1, pairs: 6, mean: { error: null } });
  });

  it('is the learner’s: rankings from a file have their gold and no part in it', () => {
    const file = { name: 'mia.jsonl', digest: 'one' };
    const { golds, ...agreement } = labelAgreement([OWL, { ...OWL, id: 'mia', file, levels: [[0], [1, 2]] }], [STRICT]);
    const { golds: own, ...alone } = labelAgreement([OWL], [STRICT]);
    expect(agreement).toEqual(alone);
    expect(golds).toEqual({ ...own, mia: own[OWL.id] });
  });

  it('leaves out what the judge cannot read, and says how much that is', () => {
    const odd = label('owl owl owl', ['hello !', 'how are you ?'], [[0], [1]]);
    expect(labelAgreement([OWL, odd], [STRICT])).toMatchObject({ prompts: 1, pairs: 2, unread: 1 });
    expect(labelAgreement([odd], [STRICT])).toMatchObject({ mean: null, among: null, gold: null, labelers: [] });
  });
});
