import { describe, expect, it } from 'vitest';
import { RunningTime, untilSavedAfterPause, untilSnapshot } from './savingTimes';

describe('the times of saving', () => {
  it('a tab that is closed costs at most half of what a stage did, and never more than five seconds and a bit', () => {
    /** The moments of the snapshots, if the stage tells where it stands four times a second. */
    const moments: number[] = [];
    let due = Infinity;
    for (let now = 0; now <= 60_000; now += 250) {
      if (now >= due) {
        moments.push(due);
        due = Infinity;
      }
      due = Math.min(due, now + untilSnapshot(now));
    }
    expect(moments[0]).toBeLessThanOrEqual(400);
    const lost = moments.slice(1).map((moment, i) => ({ moment, lost: moment - moments[i] }));
    for (const each of lost) expect(each.lost).toBeLessThanOrEqual(Math.min(each.moment / 2, 5000) + 400);
    // Four more than one every five seconds: that is all that the early ones cost.
    expect(moments.length).toBeLessThanOrEqual(60 / 5 + 4);
  });

  it('a stage that ran is saved as soon as it pauses, one that was stepped a moment later', () => {
    expect(untilSavedAfterPause(5000)).toBe(0);
    expect(untilSavedAfterPause(30)).toBe(400);
  });

  it('a stage has run since it was last set running, whatever is told of others meanwhile', () => {
    const time = new RunningTime();
    expect(time.follow('ppo', 'running', 1000)).toBe(0);
    expect(time.follow('sft', 'done', 2000)).toBe(0);
    expect(time.follow('ppo', 'running', 4000)).toBe(3000);
    expect([time.of('ppo', 4500), time.of('sft', 4500)]).toEqual([3500, null]);
    expect(time.follow('ppo', 'paused', 5000)).toBe(4000);
    expect(time.follow('ppo', 'running', 9000)).toBe(0);
  });
});
