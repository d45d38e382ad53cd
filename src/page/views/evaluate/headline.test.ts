import { describe, expect, it } from 'vitest';
import type { Evaluation, Measured, SizeMark } from '../../../protocol/evaluate';
import type { Size, Speaker } from '../../../experiment/names';
import { headlineOf } from './headline';

function evaluation(speaker: Speaker, gold: number, error = 0.02): Evaluation {
  const measures = { gold: { value: gold, error } } as Evaluation['measures'];
  return { speaker, size: 'S', ptx: null, answers: 400, measures, examples: [] };
}

const mark = (preferred: Measured | null, against: Size = 'S', size: Size = 'S'): SizeMark => ({
  ...{ speaker: 'ppo', size, against, preferred },
  ...{ parameters: 1, origin: 'trained', ptx: true, gold: null },
});

const [sft, ppo] = [evaluation('sft', 0.47), evaluation('ppo', 0.6)];
const all = { base: evaluation('base', 0.01), fewShotBase: evaluation('fewShotBase', 0.37), sft, ppo };

describe('the headline', () => {
  it('is none before anything is evaluated, and no comparison while there is one model', () => {
    expect(headlineOf({}, [])).toBeNull();
    expect(headlineOf({ sft }, [])).toMatchObject({ speaker: 'sft', verdict: null, other: null });
  });

  it.each([
    [0.58, 'better'],
    [0.55, 'even'],
    [0.45, 'even'],
    [0.42, 'worse'],
  ] as const)('asks people about the policy: %d ± .03 is %s', (value, verdict) => {
    const preferred = { value, error: 0.03 };
    expect(headlineOf(all, [mark(preferred)])).toMatchObject({
      ...{ verdict, preferred, speaker: 'ppo', other: 'sft', otherSize: null },
    });
  });

  it('says of which size the other is where it is another', () => {
    const marks = [mark({ value: 0.1, error: 0.01 }, 'M', 'XS'), mark({ value: 0.6, error: 0.01 }, 'M')];
    expect(headlineOf(all, marks)).toMatchObject({ otherSize: 'M', preferred: { value: 0.6 } });
  });

  it('without people compares gold with that of the model before, by the errors of both', () => {
    expect(headlineOf({ sft, fewShotBase: evaluation('fewShotBase', 0.37) }, [])?.verdict).toBe('better');
    expect(headlineOf({ sft, fewShotBase: evaluation('fewShotBase', 0.44) }, [])?.verdict).toBe('even');
    expect(headlineOf({ sft, fewShotBase: evaluation('fewShotBase', 0.55) }, [])).toMatchObject({
      ...{ verdict: 'worse', speaker: 'sft', other: 'fewShotBase', preferred: null },
    });
    expect(headlineOf(all, [mark(null)])).toMatchObject({ verdict: 'better', speaker: 'ppo', preferred: null });
  });

  it('has the gold of every model, the oldest first', () => {
    expect(headlineOf(all, [])?.ladder.map(({ speaker, gold }) => [speaker, gold.value])).toEqual([
      ['base', 0.01],
      ['fewShotBase', 0.37],
      ['sft', 0.47],
      ['ppo', 0.6],
    ]);
  });
});
