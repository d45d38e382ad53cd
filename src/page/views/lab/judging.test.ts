import { describe, expect, it } from 'vitest';
import type { AskedRound } from '../../../protocol/lab';
import { currentOf, judge, later, nothingSaid, signsOf, type Deed, type JudgedRound } from './judging';

const asked: AskedRound = {
  round: 2,
  rounds: 4,
  responses: ['once', 'the cat'].map((text) => ({
    prompt: 'tell me a story .',
    tokens: [...text.split(' '), '<|endoftext|>'],
    text,
    ended: true,
  })),
};

const after = (byToken: boolean, ...deeds: readonly Deed[]): JudgedRound =>
  deeds.reduce((judged, deed) => judge(asked, byToken, judged, deed), nothingSaid(2));

const press = (rating: 1 | -1, time = 0): Deed => ({ type: 'press', rating, time });
const token = (time: number): Deed => ({ type: 'token', time });
const gone = (time: number): Deed => ({ type: 'gone', time });
const undo: Deed = { type: 'undo' };

describe('judging whole responses', () => {
  it('takes one press each, for all of its tokens', () => {
    const judged = after(false, press(1), press(-1));
    expect(judged.given.map((feedback) => feedback?.presses.map(({ rating }) => rating))).toEqual([[1], [-1]]);
    expect(judged.given.map((feedback) => feedback?.shown.length)).toEqual([2, 3]);
    expect(currentOf(asked, judged)).toBeUndefined();
    expect(signsOf(asked, judged)).toBe('+ −');
  });

  it('takes back the last press, that of a complete round too', () => {
    expect(signsOf(asked, after(false, press(1), undo, press(-1)))).toBe('− ·');
    expect(after(false, undo)).toEqual(nothingSaid(2));
    const complete = after(false, press(1), press(-1));
    expect(signsOf(asked, judge(asked, false, complete, undo))).toBe('+ ·');
    expect(judge(asked, false, complete, press(1))).toEqual(complete);
  });
});

describe('judging tokens', () => {
  it('keeps when each token was the newest, and every press', () => {
    const judged = after(true, token(10), token(10.5), press(1, 10.9), press(-1, 11), gone(12));
    expect(judged.given).toEqual([
      {
        shown: [
          { start: 10, end: 10.5 },
          { start: 10.5, end: 12 },
        ],
        presses: [
          { type: 'press', rating: 1, time: 10.9 },
          { type: 'press', rating: -1, time: 11 },
        ],
      },
    ]);
    expect(judged.appearing).toBeNull();
  });

  it('lets nothing be said, but not before there is something to see', () => {
    expect(after(true, press(1))).toEqual(nothingSaid(2));
    const judged = after(true, token(0), token(1), gone(2));
    expect(judged.given).toEqual([null]);
    expect(signsOf(asked, judged)).toBe('○ ·');
  });

  it('is the same for a learner who looked away meanwhile', () => {
    const looked = judge(asked, true, after(true, token(10), token(10.5), press(1, 10.9)), gone(12));
    const away = judge(asked, true, later(after(true, token(10), token(10.5), press(1, 10.9)), 60), gone(72));
    expect(away.given).toEqual([
      {
        shown: looked.given[0]?.shown.map(({ start, end }) => ({ start: start + 60, end: end + 60 })),
        presses: [{ type: 'press', rating: 1, time: 70.9 }],
      },
    ]);
    const complete = after(false, press(1), press(-1));
    expect(later(complete, 60)).toBe(complete);
  });

  it('takes back a press while tokens appear, and all that was said before otherwise', () => {
    expect(after(true, token(0), press(1, 0.5), undo).appearing).toEqual({ starts: [0], presses: [] });
    expect(after(true, token(0), press(1, 0.5), token(1), gone(2), undo)).toEqual(nothingSaid(2));
  });
});
