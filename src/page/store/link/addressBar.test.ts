import { describe, expect, it } from 'vitest';
import { createAddressBar, WRITE_EVERY } from './addressBar';
import { handClock } from '../../../testing/handClock';

function bench(replace: (link: string) => void) {
  const refused: unknown[] = [];
  const clock = handClock();
  return { write: createAddressBar(replace, (error) => refused.push(error), clock), refused, pass: clock.pass };
}

describe('the address bar', () => {
  it('is written at once, then at most twice a second, and ends at the newest link', () => {
    const written: string[] = [];
    const { write, pass } = bench((link) => written.push(link));
    for (let i = 0; i < 300; i++) {
      write(`?seed=${i}`);
      pass(10);
    }
    pass(WRITE_EVERY);
    expect(written[0]).toBe('?seed=0');
    expect(written.at(-1)).toBe('?seed=299');
    expect(written.length).toBeLessThanOrEqual(8);
  });

  it('that throws is reported once, and the page goes on', () => {
    const { write, refused, pass } = bench(() => {
      throw new Error('SecurityError');
    });
    for (let i = 0; i < 5; i++) {
      write(`?seed=${i}`);
      pass(WRITE_EVERY);
    }
    expect(refused).toEqual([new Error('SecurityError')]);
  });
});
