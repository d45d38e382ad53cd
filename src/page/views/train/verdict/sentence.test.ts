/** The verdict's sentence: before, now, and the error of the difference, in the metric's own unit. */
import { describe, expect, it } from 'vitest';
import { TRAINED_STAGES } from '../../../../experiment/names';
import { text } from '../../../text/text';
import type { Diagnosis } from './diagnosis';
import { sentenceOf, storyOf, warningOf } from './sentence';
import type { Outcome } from './verdict';

const main = {
  metric: 'goldReward',
  from: { value: 0.44, error: 0.04 },
  to: { value: 0.65, error: 0.01 },
  last: 10,
} as const;

describe('the sentence of a verdict', () => {
  it('has both values, and how far chance may have moved their difference', () => {
    const sentence = sentenceOf('ppo', { outcome: 'better', main, error: 0.0412 });
    expect(sentence).toBe(text.verdict.main.ppo.better('0.44', '0.65', ' (± 0.04)'));
    expect(sentence).toContain(
      'than at the start: gold, what people really want, rose from 0.44 to 0.65 (± 0.04). That is clear.',
    );
  });

  it('says what may be chance', () => {
    expect(sentenceOf('sft', { outcome: 'same', main, error: 0.2 })).toContain('(± 0.20), which may be chance.');
  });

  it('claims nothing where no error is known', () => {
    for (const stage of TRAINED_STAGES) {
      const sentence = sentenceOf(stage, { outcome: 'unknown', main, error: null });
      expect(sentence).toContain('0.65');
      expect(sentence).toContain('may be chance');
      expect(sentence).not.toMatch(/±|clear|better|worse/);
    }
  });

  it('of a reward model is in percent, beside chance', () => {
    const accuracy = { ...main, metric: 'heldOutAccuracy', to: { value: 0.7, error: 0.02 } } as const;
    const sentence = sentenceOf('rewardModel', { outcome: 'better', main: accuracy, error: 0.02 });
    expect(sentence).toContain('70 % (± 2 %) of new pairs');
  });
});

describe('the story of a run that went wrong', () => {
  const fooled: Diagnosis = {
    ...{ ailment: 'overoptimized', metric: 'goldReward' },
    ...{ iteration: 20, first: 0.44, value: 0.46, than: 0.61, rise: 1 },
  };
  const end = (value: number) => ({ ...main, to: { value, error: 0.01 } });
  const collapsed: Diagnosis = {
    ...{ ailment: 'collapsed', metric: 'entropy', iteration: 11, first: 0.5, value: 2e-6, than: null },
  };

  it('tells how gold rose and fell, warned of in the same words, and then what that came to beside the start', () => {
    const course = 'rose from 0.44 at the start to 0.61 by iteration 20, then fell to 0.46 while the score still rose';
    expect(warningOf(fooled)).toContain(`Gold, what people really want, ${course}`);
    const told = (outcome: Outcome) => storyOf('ppo', { outcome, main: end(0.46), error: 0.04 }, fooled);
    for (const outcome of ['better', 'same', 'worse', 'unknown'] as const)
      expect(told(outcome)).toBe(`${warningOf(fooled)} ${text.verdict.inTheEnd[outcome]}`);
    expect(told('same')).toContain('So it ended no better than it began.');
  });

  it('ends with the number that the verdict has', () => {
    const told = storyOf('ppo', { outcome: 'same', main: end(0.37), error: 0.04 }, { ...fooled, value: 0.33 });
    expect(told).toContain('then fell to 0.37 while');
    expect(told).not.toContain('0.33');
  });

  it('has a rise only where it is sure', () => {
    const told = (changes: Partial<Diagnosis>) => warningOf({ ...fooled, ...changes });
    const unsure = told({ than: 0.49, value: 0.37, rise: 0 });
    expect(unsure).toContain('stayed near 0.44 until iteration 20, then fell to 0.37 while the score still rose');
    expect(told({ than: 0.53, rise: 0 })).toContain('want, stood at 0.53 by iteration 20, then fell to 0.46 while');
    expect(told({ than: 0.4, value: 0.3, rise: -1 })).toContain('want, fell from 0.44 at the start to 0.30 while');
  });

  it('names the KL penalty once where the run had none', () => {
    const verdict = { outcome: 'worse', main: end(0.37), error: 0.02 } as const;
    const far: Diagnosis = { ...collapsed, ailment: 'diverged', metric: 'kl', value: 58 };
    for (const diagnosis of [null, fooled, collapsed, far]) {
      expect(storyOf('ppo', verdict, diagnosis, true).match(/KL penalty/g)).toHaveLength(1);
      expect(storyOf('ppo', verdict, diagnosis)).not.toMatch(/(no|without the) KL penalty/);
    }
    expect(warningOf(fooled, true)).toContain('Without the KL penalty gold, what people really want, rose');
    expect(warningOf(far, true)).toContain('without the KL penalty nothing holds it back');
    expect(warningOf(far)).toContain('its KL penalty is too small');
  });

  it('goes on with what another number shows: but, after a gain, and, after a loss', () => {
    const better = storyOf('ppo', { outcome: 'better', main, error: 0.04 }, collapsed);
    expect(better).toBe(`${sentenceOf('ppo', { outcome: 'better', main, error: 0.04 })} But ${lower(collapsed)}`);
    expect(storyOf('ppo', { outcome: 'worse', main, error: 0.04 }, collapsed)).toContain(` And ${lower(collapsed)}`);
  });

  it('is there too where the run was too short to compare', () => {
    expect(storyOf('ppo', null, null)).toBe(text.verdict.tooShort);
    expect(storyOf('ppo', null, collapsed)).toBe(`${warningOf(collapsed)} ${text.verdict.tooShort}`);
  });
});

function lower(diagnosis: Diagnosis): string {
  const warning = warningOf(diagnosis);
  return warning.charAt(0).toLowerCase() + warning.slice(1);
}
