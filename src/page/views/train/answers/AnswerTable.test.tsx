/** The same requests before and now: grouped by prompt, and where the reward model is fooled, said so. */
import { describe, expect, it } from 'vitest';
import type { Episode } from '../../../../protocol/microSteps';
import { draw, stubBrowser } from '../../../../testing/drawPage';
import { NO_CHANGES } from '../../../store/run/weightChanges';
import { text } from '../../../text/text';
import { AnswerTable, byPrompt, directionOf } from './AnswerTable';

const episode = (prompt: string, response: string, score: number | null, gold: number | null): Episode => ({
  ...{ prompt, response, score, gold, ended: true },
});

describe('the answers before and now', () => {
  it('stand together where they answer one prompt', () => {
    const now = [episode('a', '1', 0, 0), episode('a', '2', 0, 0), episode('b', '3', 0, 0)];
    const asked = byPrompt({ before: now.slice(0, 2), now });
    expect(asked.map(({ prompt, pairs }) => [prompt, pairs.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(asked[1].pairs[0].before).toBeNull();
  });

  it('are better or worse by gold, by the score where the judge gave no mark, else neither', () => {
    const of = (before: [number | null, number | null], now: [number | null, number | null]) =>
      directionOf(episode('a', 'x', ...before), episode('a', 'y', ...now));
    expect(of([0.5, 0], [-1, 1])).toBe('better');
    expect(of([0.5, 1], [0.9, 0])).toBe('worse');
    expect(of([0.5, 1], [0.9, 1])).toBe('same');
    expect(of([0.5, null], [0.9, null])).toBe('better');
    expect(of([0.5, null], [0.1, 1])).toBe('worse');
    expect(of([null, null], [null, null])).toBe('same');
    expect(directionOf(null, episode('a', 'y', 1, 1))).toBe('same');
  });

  it('mark new words of a worse answer otherwise than those of a better one, in words too', async () => {
    stubBrowser();
    const before = [episode('a', 'the cat is brown .', 0, 1), episode('b', 'the cat is pink .', 0, 0)];
    const now = [episode('a', 'the cat is pink .', 0, 0), episode('b', 'the cat is brown .', 0, 1)];
    const page = await draw(
      <AnswerTable
        samples={{ iteration: 3, before, now, weightChanges: NO_CHANGES }}
        scoresOnly={false}
        running={false}
        present="now"
      />,
    );
    expect(page.all('mark').map((mark) => [mark.text, mark.attribute('data-direction')])).toEqual([
      ['pink', 'worse'],
      ['brown', 'better'],
    ]);
    const [first, second] = page.all('[data-testid="asked"]');
    expect(first.text).toContain(text.answers.direction.worse);
    expect(second.text).toContain(text.answers.direction.better);
  });

  it('mark the new words, and have a dash where the judge cannot read the prompt', async () => {
    stubBrowser();
    const before = [episode('why ?', 'the wolf is grey .', 0, null), episode('b', 'x', 0, 1)];
    const now = [episode('why ?', 'the wolf is brown .', 1, null), episode('b', 'x', 0, 1)];
    const page = await draw(
      <AnswerTable
        samples={{ iteration: 3, before, now, weightChanges: NO_CHANGES }}
        scoresOnly={false}
        running={false}
        present="now"
      />,
    );
    expect(page.texts('mark')).toEqual(['brown']);
    expect(page.texts('td[data-column="gold"] button')).toEqual([text.number.none, text.number.none]);
    const answers = page.all('tr[data-before="true"]').map((row) => row.texts('td')[1]);
    expect(answers).toEqual(before.map(({ response }) => response));
    expect(page.all('[data-column="gold"]').map((cell) => cell.text)).toEqual([
      ...[text.number.none, text.number.none, '1.00', '1.00'],
    ]);
  });

  it('have the reasons of their golds beside the prompt at rest, and none while the stage runs', async () => {
    stubBrowser();
    const now = [episode('describe the cow .', 'the cow is white .', 0, 0.5)];
    const samples = { iteration: 3, before: null, now, weightChanges: NO_CHANGES };
    const reasons = async (running: boolean) =>
      (await draw(<AnswerTable samples={samples} scoresOnly={false} running={running} present="now" />)).texts(
        'tbody button',
      );
    expect(await reasons(false)).toEqual([`${text.gold.why} ${text.gold.whyThese}`]);
    expect(await reasons(true)).toEqual([]);
  });
});
