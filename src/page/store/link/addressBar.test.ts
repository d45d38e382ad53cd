import { describe, expect, it } from 'vitest';
import { handClock } from '../../../testing/handClock';
import { createAddressBar, WRITE_EVERY } from './addressBar';
import type { Place } from './place';

const TRAIN: Place = { view: 'train', stage: 'ppo', pane: 'answers', scenario: null };
const LABEL: Place = { ...TRAIN, view: 'label' };

function bench(act: (link: string) => void = () => undefined) {
  const refused: unknown[] = [];
  /** As the browser's history would hold them. */
  const entries = ['opened'];
  let writes = 0;
  const clock = handClock();
  const bar = createAddressBar(
    {
      replace: (link) => {
        writes++;
        act(link);
        entries.splice(-1, 1, link);
      },
      push: (link) => {
        act(link);
        entries.push(link);
      },
      refused: (error) => refused.push(error),
    },
    clock,
  );
  return { ...bar, refused, entries, writes: () => writes, pass: clock.pass };
}

describe('the address bar', () => {
  it('is written at once, then at most twice a second, and ends at the newest link', () => {
    const { write, entries, writes, pass } = bench();
    for (let i = 0; i < 300; i++) {
      write(`?seed=${i}`, TRAIN);
      if (i === 0) expect(entries).toEqual(['?seed=0']);
      pass(10);
    }
    pass(WRITE_EVERY);
    expect(entries).toEqual(['?seed=299']);
    expect(writes()).toBeLessThanOrEqual(8);
  });

  it('gives a place that the learner goes to an entry of its own, and the one that is left its newest link', () => {
    const { write, arriveAt, entries, pass } = bench();
    arriveAt(TRAIN);
    write('?seed=1', TRAIN);
    write('?seed=2', TRAIN);
    write('?seed=2#label', LABEL);
    expect(entries).toEqual(['?seed=2', '?seed=2#label']);
    pass(WRITE_EVERY);
    write('?seed=3#label', LABEL);
    pass(WRITE_EVERY);
    expect(entries).toEqual(['?seed=2', '?seed=3#label']);
  });

  it('gives none to a place that Back, or training itself, has led to', () => {
    const { write, arriveAt, entries } = bench();
    arriveAt(TRAIN);
    arriveAt(LABEL);
    write('?seed=1#label', LABEL);
    expect(entries).toEqual(['?seed=1#label']);
  });

  it('that throws is reported once, and the page goes on', () => {
    const { write, refused, pass } = bench(() => {
      throw new Error('SecurityError');
    });
    for (let i = 0; i < 5; i++) {
      write(`?seed=${i}`, i % 2 === 0 ? TRAIN : LABEL);
      pass(WRITE_EVERY);
    }
    expect(refused).toEqual([new Error('SecurityError')]);
  });
});
