import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromQuery } from '../../../experiment/query';
import * as earlierWork from '../saved/earlierWork';
import { beginAsAsked, withFreshStart, withoutFreshStart } from './freshStart';

const HOME = 'https://school.example/rlhf/';

describe('a link that starts fresh', () => {
  it.each([
    ['', '?fresh'],
    ['#label', '?fresh#label'],
    ['?seed=3', '?seed=3&fresh'],
    ['?hide=reset+speed&mask=on#compare', '?hide=reset+speed&mask=on&fresh#compare'],
  ])('is %s with one word more, and is that again without it', (plain, fresh) => {
    expect(withFreshStart(HOME + plain)).toBe(HOME + fresh);
    expect(withFreshStart(HOME + fresh)).toBe(HOME + fresh);
    expect(withoutFreshStart(HOME + fresh)).toBe(HOME + plain);
    expect(withoutFreshStart(HOME + plain)).toBe(HOME + plain);
  });

  it('may have it anywhere, with a value too, and keeps all that only looks like it', () => {
    expect(withoutFreshStart(`${HOME}?fresh&seed=3#lab`)).toBe(`${HOME}?seed=3#lab`);
    expect(withoutFreshStart(`${HOME}?seed=3&fresh=1&klCoef=0`)).toBe(`${HOME}?seed=3&klCoef=0`);
    expect(withoutFreshStart(`${HOME}?fresher=1&afresh=2`)).toBe(`${HOME}?fresher=1&afresh=2`);
  });

  it('is no setting that the page complains of', () => {
    expect(fromQuery('?fresh').problems).toEqual([]);
  });
});

describe('a page that is opened fresh', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('says why earlier work could not be set aside', async () => {
    const failure = new Error('the disk is full');
    vi.stubGlobal('location', { href: `${HOME}?fresh`, search: '?fresh' });
    vi.spyOn(earlierWork, 'setEarlierWorkAside').mockRejectedValue(failure);
    const heard = new Promise((resolve) => expect(beginAsAsked(resolve)).toBe(true));
    expect(await heard).toBe(failure);
  });
});
