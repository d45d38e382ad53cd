import { expect, test } from 'vitest';
import type { Port } from '../../src/engine/lm/crew/port';
import type { AnswerTo, Call, SharedNetwork } from '../../src/engine/lm/crew/shardNetwork';
import { readyPort } from '../../src/testing/readyPort';
import { TINY } from '../../src/testing/tinyModel';
import { startCrew } from './crew';

/** Helpers whose ends are recorded; each starts, or fails with a reason. */
function ports(...failures: readonly (string | null)[]) {
  const closed: number[] = [];
  let started = 0;
  const start = (): Port => {
    const number = started++;
    const failure = failures[number];
    return {
      ...readyPort(),
      ...(failure === null
        ? {}
        : { listen: () => undefined, onFailure: (failed) => queueMicrotask(() => failed(failure)) }),
      close: () => void closed.push(number),
    };
  };
  return { start, closed };
}

const network: SharedNetwork = {
  ...{ id: 0, config: TINY, version: 0, parameters: () => new Float32Array() },
  own: { load: () => undefined, answer: <C extends Call>() => new Int32Array() as unknown as AnswerTo<C> },
};

test('a crew in which one cannot start names the reason and closes all others', async () => {
  const { start, closed } = ports(null, 'No memory.', null);
  await expect(startCrew(4, start)).rejects.toThrow('Only 3 of 4 workers: No memory.');
  expect(closed.sort()).toEqual([0, 1, 2]);
});

test('a crew that loses a helper at work finishes what was asked, and is of no use from then on', async () => {
  const ends: ((reason: string) => void)[] = [];
  const start = (): Port => ({ ...readyPort(), onFailure: (failed) => void ends.push(failed) });
  const { crew, check } = await startCrew(3, start);
  check();
  const answers = crew.share(network, 3, () => [] as const);
  ends.forEach((end) => end('It has ended.'));
  expect(await answers).toHaveLength(3);
  expect(crew.ownPart).toBe(1);
  expect(check).toThrow('Only 1 of 3 workers: It has ended. It has ended.');
});
