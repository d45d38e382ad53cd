import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelsInOrder, isTiedAbove, move, placeBeside, rankOf, toggleTie, type Levels } from './levels';

describe('a ranking with ties', () => {
  it('moves a response past its neighbor, and a tie as a whole', () => {
    expect(move(levelsInOrder(3), 2, -1)).toEqual([[0], [2], [1]]);
    expect(move([[0, 1], [2]], 2, -1)).toEqual([[2], [0, 1]]);
    expect(move(levelsInOrder(3), 0, -1)).toEqual(levelsInOrder(3));
    expect(move(levelsInOrder(3), 2, 1)).toEqual(levelsInOrder(3));
  });

  it('takes a response out of its tie, upwards and downwards', () => {
    expect(move([[0, 1, 2]], 1, -1)).toEqual([[1], [0, 2]]);
    expect(move([[0, 1, 2]], 1, 1)).toEqual([[0, 2], [1]]);
  });

  it('ties a response with the one above, with all that are tied with either, and parts them again', () => {
    expect(toggleTie(levelsInOrder(3), 1)).toEqual([[0, 1], [2]]);
    expect(toggleTie([[0, 1], [2]], 2)).toEqual([[0, 1, 2]]);
    expect(toggleTie([[0, 1, 2]], 1)).toEqual([[0, 2], [1]]);
    expect(toggleTie(levelsInOrder(3), 0)).toEqual(levelsInOrder(3));
  });

  it('lays a response beside another, or into the tie it is dropped in', () => {
    expect(placeBeside(levelsInOrder(4), 3, 0, 'before')).toEqual([[3], [0], [1], [2]]);
    expect(placeBeside(levelsInOrder(4), 0, 2, 'after')).toEqual([[1], [2], [0], [3]]);
    expect(placeBeside([[0, 1], [2]], 2, 0, 'after')).toEqual([[0, 2, 1]]);
  });

  it('gives tied responses one rank and counts all that are better', () => {
    const levels: Levels = [[3], [0, 2], [1]];
    expect([0, 1, 2, 3].map((response) => rankOf(levels, response))).toEqual([2, 4, 2, 1]);
    expect([0, 1, 2, 3].map((response) => isTiedAbove(levels, response))).toEqual([false, false, true, false]);
  });

  it('keeps every response once and no level empty, whatever is done', () => {
    const doing = fc.tuple(fc.nat(3), fc.nat(5), fc.nat(5));
    fc.assert(
      fc.property(fc.array(doing), (done) => {
        const levels = done.reduce<Levels>((now, [what, response, target]) => {
          if (what === 0) return move(now, response, -1);
          if (what === 1) return move(now, response, 1);
          if (what === 2) return toggleTie(now, response);
          return placeBeside(now, response, target, target % 2 === 0 ? 'before' : 'after');
        }, levelsInOrder(6));
        expect(levels.flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
        expect(levels.every((level) => level.length > 0)).toBe(true);
      }),
    );
  });
});
