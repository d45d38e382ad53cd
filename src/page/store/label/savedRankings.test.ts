import { describe, expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { changesBetween } from './savedRankings';

const ranking = (id: string): OwnRanking => ({ id, prompt: 'hello', responses: [], levels: [] });
const [owl, bee, cow] = ['owl', 'bee', 'cow'].map(ranking);

describe('what changed between two lists of rankings', () => {
  it('is what has gone, and what was ranked anew or came', () => {
    const again = { ...bee, prompt: 'hello !' };
    expect(changesBetween([owl, bee], [again, cow])).toEqual({ gone: ['owl'], changed: [again, cow] });
    expect(changesBetween([owl, bee], [owl, bee])).toEqual({ gone: [], changed: [] });
  });

  it('is found by looking at each ranking a few times, however many there are', () => {
    let looks = 0;
    const counted = (id: string): OwnRanking => ({
      ...ranking(id),
      get id() {
        looks++;
        return id;
      },
    });
    const many = Array.from({ length: 2000 }, (_, i) => counted(String(i)));
    changesBetween(many, [...many.slice(1), counted('new')]);
    expect(looks).toBeLessThan(10 * many.length);
  });
});
