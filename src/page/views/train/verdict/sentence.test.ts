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
    ...{ iteration: 20, first: 0.44, value: 0.46, than: 0.61 },
  };
  const collapsed: Diagnosis = {
    ...{ ailment: 'collapsed', metric: 'entropy', iteration: 11, first: 0.5, value: 2e-6, than: null },
  };

  it('tells how gold rose and fell, warned of in the same words, and then what that came to beside the start', () => {
    const course = 'rose from 0.44 at the start to 0.61 by iteration 20, then fell to 0.46 while the score still rose';
    expect(warningOf(fooled)).toContain(`Gold, what people really want, ${course}`);
    const told = (outcome: Outcome) => storyOf('ppo', { outcome, main, error: 0.04 }, fooled);
    for (const outcome of ['better', 'same', 'worse', 'unknown'] as const)
      expect(told(outcome)).toBe(`${warningOf(fooled)} ${text.verdict.inTheEnd[outcome]}`);
  });

  it('has no rise where the best was the start', () => {
    const fell = storyOf('ppo', { outcome: 'worse', main, error: 0.04 }, { ...fooled, than: 0.43 });
    expect(fell).toContain('fell from 0.44 at the start to 0.46 while the score still rose');
    expect(fell).not.toContain('rose from');
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
