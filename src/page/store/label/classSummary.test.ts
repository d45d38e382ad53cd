import { describe, expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { classSummary, shareAlike } from './classSummary';

const ANSWERS = ['a', 'b', 'c'];
/** By the labeler, who ranks the answers in this order; answers in one text are tied. */
const vote = (who: string, prompt: string, ...order: readonly string[]): OwnRanking => ({
  id: `${who} ${prompt}`,
  ...(who !== 'me' && { file: { name: who, digest: who } }),
  prompt,
  responses: ANSWERS.map((text) => ({ text, from: 'policy', quality: null, flags: [] })),
  levels: order.map((level) => level.split(' ').map((text) => ANSWERS.indexOf(text))),
});

describe('how a class agrees', () => {
  const rankings = [
    vote('mia', 'owl', 'a', 'b', 'c'),
    vote('ben', 'owl', 'a', 'b', 'c'),
    vote('mia', 'cow', 'a', 'b', 'c'),
    vote('ben', 'cow', 'a', 'c', 'b'),
    vote('lea', 'cow', 'b', 'a', 'c'),
    vote('me', 'cow', 'a', 'b c'),
    vote('lea', 'bee', 'a', 'b', 'c'),
  ];

  it('has every prompt once, the least agreed on first, and counts those that one labeler alone ranked', () => {
    const { prompts, alone } = classSummary(rankings);
    expect(prompts.map(({ prompt, labelers, mine }) => [prompt, labelers, mine])).toEqual([
      ['cow', 4, true],
      ['owl', 2, false],
    ]);
    expect(alone).toBe(1);
  });

  it('is the share of pairs that two labelers order alike, of those that neither ties', () => {
    const [cow, owl] = classSummary(rankings).prompts;
    // a before b for 3 of 4: 3 of 6 alike. a before c for all 4: 6 of 6. b before c for 2 of 3, who do not tie: 1 of 3.
    expect([cow.alike, cow.comparisons]).toEqual([10, 15]);
    expect([owl.alike, owl.comparisons]).toEqual([3, 3]);
    const all = classSummary(rankings);
    expect([all.alike, all.comparisons]).toEqual([13, 18]);
    expect(shareAlike(all)).toBeCloseTo(13 / 18, 12);
    expect(shareAlike(classSummary([rankings[0]]))).toBeNull();
  });

  it('says how many ranked which answer first, and which pair split them most', () => {
    const [cow, owl] = classSummary(rankings).prompts;
    expect(cow.favorites).toEqual([
      { text: 'a', mine: true, others: 2 },
      { text: 'b', mine: false, others: 1 },
    ]);
    expect(cow.divided).toEqual({ answers: ['b', 'c'], votes: [2, 1] });
    expect(owl.divided).toBeNull();
    const [even] = classSummary([vote('mia', 'fox', 'c', 'b', 'a'), vote('ben', 'fox', 'a', 'c', 'b')]).prompts;
    expect(even.divided?.votes).toEqual([1, 1]);
    const turned = ['ada', 'bo', 'cy'].map((who) => vote(who, 'fox', 'b', 'a', 'c'));
    const [reversed] = classSummary([...turned, vote('mia', 'fox', 'a', 'b', 'c')]).prompts;
    expect(reversed.divided).toEqual({ answers: ['b', 'a'], votes: [3, 1] });
  });

  it('counts a labeler who ranked a prompt twice once, by the newer ranking', () => {
    const again = { ...vote('mia', 'owl', 'c', 'b', 'a'), id: 'again' };
    const [owl] = classSummary([...rankings.slice(0, 2), again]).prompts;
    expect([owl.labelers, owl.alike, owl.comparisons]).toEqual([2, 0, 3]);
  });
});
