/** The label desk, drawn from what a real session answers to a learner's rankings: the desk, the agreement, the effect. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import type { Measured } from '../../../protocol/evaluate';
import { drawApp, drawTraining } from '../../../testing/drawApp';
import { hold, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { RANKINGS_TO_TEST } from '../../../protocol/label';
import { labelActions, useRankings } from '../../store/label/rankings';
import { move, toggleTie } from '../../store/label/levels';
import { applyEvent, initialPageModel, type PageModel } from '../../store/run/pageModel';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { formatFixed, formatMeasured, formatShare } from '../../ui/format';

const recorded = new Recorded();

/** The page as the session has told it so far. */
const run = (): PageModel => recorded.events.reduce(applyEvent, initialPageModel(TINY_SETTINGS));

/** The desk as it stands now. */
async function desk(): Promise<Markup> {
  hold(useRankings, useRankings.getState());
  return drawApp({ run: run(), view: 'label' });
}

/** Fills an empty desk, as the view does when it is looked at. */
async function supply(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    labelActions.supply(run().labeling.tasks, 'sft 0');
    await recorded.session.idle();
  }
}

function draft() {
  const { draft: onDesk } = useRankings.getState();
  if (onDesk === null) throw new Error('There is nothing on the desk.');
  return onDesk;
}

/** The second answer first, the last two tied. */
function rank(): void {
  labelActions.rank(move(draft().levels, 1, -1));
  const last = draft().responses.length - 1;
  if (last > 1) labelActions.rank(toggleTie(draft().levels, last));
}

async function handIn(): Promise<void> {
  expect(labelActions.handIn(run().labeling.tasks)).toBe(true);
  await recorded.session.idle();
}

/** As the page writes it, and as it has it to the last digit. */
function expectMeasured(page: Markup, testId: string, measured: Measured | null): void {
  expect(page.at(testId).number()).toBe(measured?.value ?? null);
  expect(page.at(testId).text).toContain(formatMeasured(measured, formatShare));
}

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
});

it('an empty desk waits for a model that can answer, then for its answers', async () => {
  const before = await drawApp({ run: initialPageModel(TINY_SETTINGS), view: 'label' });
  expect(before.text).toContain(text.label.locked);
  await recorded.startShipped();
  await labelActions.attach({ send: (command) => void recorded.send(command) });
  const page = await desk();
  expect(page.text).toContain(text.label.waiting);
  expect(page.text).toContain(`You are labeler ${TINY_SETTINGS.labelers + 1}`);
  expect(page.at('label-progress').number('data-done')).toBe(0);
  expect(page.at('label-agreement').text).toContain(text.label.back.nothing);
  expect(page.at('label-compare').attribute('aria-disabled')).toBe('true');
  expect(page.text).toContain(text.label.kept.none);
});

describe('a prompt on the desk', () => {
  it('has its answers in the order in which they came, each to be moved, and hides where they are from', async () => {
    await supply();
    const page = await desk();
    const { prompt, responses, drawn } = draft();
    expect(page.at('label-prompt').text).toBe(showTokens(prompt));
    const rows = page.at('label-list').all('[role="row"]');
    expect(rows.map((row) => row.number('data-rank'))).toEqual(responses.map((_, i) => i + 1));
    for (const [i, { text: answer }] of responses.entries()) {
      expect(rows[i].text).toContain(showTokens(answer) || text.label.silent);
      expect(rows[i].all('button')).toHaveLength(4);
    }
    expect(page.has('[data-testid="label-alike"]')).toBe(responses.length < drawn);
    expect(page.text).not.toContain(text.comparisons.origins.fewShotBase);
  });

  it('stands in the learner’s order, with ties and remarks', async () => {
    rank();
    labelActions.choose(1);
    labelActions.setQuality(1, 6);
    labelActions.setFlag(1, 'false', true);
    const page = await desk();
    const { levels, responses } = draft();
    const rows = page.at('label-list').all('[role="row"]');
    expect(rows.map((row) => row.number('data-response'))).toEqual(levels.flat());
    expect(rows[0].number('data-response')).toBe(1);
    expect(rows[0].text).toContain('6 of 7 · says something false');
    const tied = rows.filter((row) => row.attribute('data-tied') === 'true');
    expect(tied).toHaveLength(responses.length > 2 ? 1 : 0);
    for (const row of tied) expect(row.number('data-rank')).toBe(responses.length - 1);
    expect(page.at('label-remarks').text).toContain('About the answer at 1, if you like');
    expect(page.at('label-flag-false').attribute('checked')).toBe('');
  });

  it('asks about an order that nobody has touched', async () => {
    await handIn();
    await supply();
    expect(labelActions.handIn(run().labeling.tasks)).toBe(false);
    const page = await desk();
    expect(page.at('label-hint').text).toBe(text.label.untouched);
    expect(page.at('label-progress').number('data-done')).toBe(1);
  });
});

describe('rankings that were handed in', () => {
  it('are shown back beside every simulated labeler and gold', async () => {
    for (let done = 1; done < RANKINGS_TO_TEST; done++) {
      await supply();
      rank();
      await handIn();
    }
    const page = await desk();
    const { agreement } = run().labeling;
    if (agreement === null) throw new Error('The session told no agreement.');
    expect(page.at('label-progress').text).toBe(`${RANKINGS_TO_TEST} ranked`);
    expectMeasured(page, 'agreement-labelers', agreement.mean);
    expectMeasured(page, 'agreement-gold', agreement.gold);
    expect(page.at('agreement-among').number()).toBe(agreement.among);
    expect(agreement.mean?.value).toBeGreaterThan(0);
    expect(agreement.mean?.value).toBeLessThan(1);
    expect(page.at('label-agreement').texts('circle title')).toEqual(
      agreement.labelers.map((share, i) => `labeler ${i + 1}: ${formatShare(share)}`),
    );
    expect(agreement.labelers).toHaveLength(TINY_SETTINGS.labelers);
    expect(page.at('label-agreement').text).toContain(`On ${agreement.pairs} pairs of ${RANKINGS_TO_TEST} prompts`);
  });

  it('tell now where the newest answers came from, and their gold', async () => {
    const page = await desk();
    const { rankings } = useRankings.getState();
    const { id, prompt, responses, levels } = rankings[RANKINGS_TO_TEST - 1];
    const golds = run().labeling.agreement?.golds[id] ?? [];
    const newest = page.at('label-newest');
    expect(newest.texts('p')).toContain(showTokens(prompt));
    expect(newest.all('tbody tr').map((row) => row.texts('td').slice(1))).toEqual(
      levels
        .flat()
        .map((i) => [
          showTokens(responses[i].text) || text.label.silent,
          text.comparisons.origins[responses[i].from],
          formatFixed(golds[i], 2),
        ]),
    );
  });

  it('are kept, the newest first, with the ranks that they were given', async () => {
    const kept = (await desk()).all('[data-testid="kept-label"]');
    const rankings = [...useRankings.getState().rankings].reverse();
    expect(kept.map((each) => each.one('h3').text)).toEqual(rankings.map(({ prompt }) => showTokens(prompt)));
    const ranks = kept.map((each) => each.all('tbody tr').map((row) => row.texts('td')[0]));
    expect(ranks).toEqual(
      rankings.map(({ responses: { length } }) =>
        Array.from({ length }, (_, i) => String(length > 2 && i === length - 1 ? length - 1 : i + 1)),
      ),
    );
  });

  it('change a reward model: accuracies without and with them, and the scores of every answer', async () => {
    const before = await desk();
    expect(before.has('[data-testid="label-effect-result"]')).toBe(false);
    expect(before.at('label-compare').attribute('aria-disabled')).toBe('false');
    await recorded.send({ type: 'compareLabels' });
    await recorded.session.idle();
    const page = await desk();
    const { effect } = run().labeling;
    if (effect === null) throw new Error('The session told no effect.');
    expect(effect.learned + effect.keptApart).toBe(RANKINGS_TO_TEST);
    for (const [name, both] of Object.entries({
      accuracy: effect.accuracy,
      learned: effect.onLearned,
      'kept-apart': effect.onKeptApart,
    })) {
      expectMeasured(page, `effect-${name}-without`, both?.without ?? null);
      expectMeasured(page, `effect-${name}-with`, both?.with ?? null);
    }
    expect(page.at('effect-difference').text).toBe(formatMeasured(effect.difference, formatShare));
    const [kept] = page.all('[data-testid="kept-label"]');
    const { id, levels } = useRankings.getState().rankings[RANKINGS_TO_TEST - 1];
    expect(kept.all('tbody tr').map((row) => row.texts('td').slice(2))).toEqual(
      levels.flat().map((i) => [effect.scores[id].without[i], effect.scores[id].with[i]].map((s) => formatFixed(s, 2))),
    );
    expect(effect.scores[id].with).not.toEqual(effect.scores[id].without);
    expect(page.has('[data-testid="label-step"]')).toBe(true);
  });

  it('are told on the stage that learns them, as many as the reward model has learned', async () => {
    await recorded.send({ type: 'adoptLabels' });
    await recorded.session.idle();
    const { lessons } = run().stages.rewardModel ?? {};
    if (lessons === undefined) throw new Error('The session told no lessons.');
    const page = await drawTraining(run(), 'rewardModel');
    const { simulated, own, weight } = lessons;
    expect(page.at('own-labels').text).toBe(
      `This model learned from ${simulated} simulated + ${own} of yours × ${weight}.`,
    );
    expect(page.at('next-labels').text).toContain(`${simulated} simulated + ${RANKINGS_TO_TEST} of yours × ${weight}`);
    expect(page.at('stage-rewardModel').attribute('data-origin')).toBe('trained');
    expect(page.at('stage-rewardModel').text).toContain(text.map.taught(own));
  });
});
