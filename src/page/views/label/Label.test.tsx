/** The label desk, drawn from what a real session answers to a learner's rankings: the desk, the agreement, the effect. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import type { Measured } from '../../../protocol/evaluate';
import { afterReload } from '../../../testing/afterReload';
import { drawApp, drawTraining } from '../../../testing/drawApp';
import { hold, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { LEARN_ITERATIONS, PROMPTS_TO_TEST, type OwnRanking } from '../../../protocol/label';
import type { WorkerEvent } from '../../../protocol/protocol';
import { splitRankings } from '../../../protocol/rankingSplit';
import { labelActions, useRankings } from '../../store/label/rankings';
import { favoritesOf } from '../../store/label/favorites';
import { byDifference, learnedSummary } from '../../store/label/learnedSummary';
import { move, toggleTie } from '../../store/label/levels';
import { countMoved, movedPrompts } from '../../store/label/movedPrompts';
import { applyEvent, initialPageModel, type PageModel } from '../../store/run/pageModel';
import { eventLines, Recorder, type StageRecording } from '../../store/saved/recorder';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { isFooled } from '../../ui/fooled';
import { formatFixed, formatMeasured, formatShare } from '../../ui/format';
import { learnedSentences } from './learnedSentences';

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
  expect(page.at('label-effect').text).toContain(text.effect.first);
  for (const absent of ['label-agreement', 'label-compare', 'label-learn', 'label-enough'])
    expect(page.has(`[data-testid="${absent}"]`)).toBe(false);
  expect(page.text).toContain(text.rankings.none);
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
    expect(page.at('label-remarks').text).toContain('Say more about the answer at 1');
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
  it('are folded away beside labelers and gold before the eighth prompt, so that they are no mark to chase', async () => {
    const page = await desk();
    expect(page.at('agreement-fold').attribute('open')).toBeNull();
    expect(page.at('agreement-fold').text).toContain(text.label.back.later(PROMPTS_TO_TEST));
    expect(page.at('label-newest').texts('thead th')).not.toContain(text.label.back.gold);
    expect(page.has('[data-testid="label-enough"]')).toBe(false);
    expect(page.at('label-learn').attribute('aria-disabled')).toBe('false');
  });

  it('are shown back beside every simulated labeler and gold', async () => {
    for (let done = 1; done < PROMPTS_TO_TEST; done++) {
      await supply();
      rank();
      await handIn();
    }
    const page = await desk();
    const { agreement } = run().labeling;
    if (agreement === null) throw new Error('The session told no agreement.');
    expect(page.at('label-progress').text).toBe(`${PROMPTS_TO_TEST} ranked`);
    expect(page.has('[data-testid="agreement-fold"]')).toBe(false);
    expect(page.at('label-enough').texts('button')).toEqual([text.label.enough, text.label.rankMore]);
    expectMeasured(page, 'agreement-labelers', agreement.mean);
    expectMeasured(page, 'agreement-gold', agreement.gold);
    expect(page.at('agreement-among').number()).toBe(agreement.among);
    expect(agreement.mean?.value).toBeGreaterThan(0);
    expect(agreement.mean?.value).toBeLessThan(1);
    expect(page.at('label-agreement').texts('circle title')).toEqual(
      agreement.labelers.map((share, i) => `labeler ${i + 1}: ${formatShare(share)}`),
    );
    expect(agreement.labelers).toHaveLength(TINY_SETTINGS.labelers);
    expect(page.at('label-agreement').text).toContain(`On ${agreement.pairs} pairs of ${PROMPTS_TO_TEST} prompts`);
  });

  it('tell now where the newest answers came from, and their gold', async () => {
    const page = await desk();
    const { rankings } = useRankings.getState();
    const { id, prompt, responses, levels } = rankings[PROMPTS_TO_TEST - 1];
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
    expect(before.one('[id="compare-meaning"]').text).toBe(text.effect.compareMeaning);
    expect(before.at('label-learn-waits').text).toBe(text.learn.meaning);
    await recorded.send({ type: 'compareLabels' });
    await recorded.session.idle();
    const page = await desk();
    const { effect } = run().labeling;
    if (effect === null) throw new Error('The session told no effect.');
    expect(effect.learned + effect.keptApart).toBe(PROMPTS_TO_TEST);
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
    const { id, levels } = useRankings.getState().rankings[PROMPTS_TO_TEST - 1];
    expect(kept.all('tbody tr').map((row) => row.texts('td').slice(2))).toEqual(
      levels.flat().map((i) => [effect.scores[id].without[i], effect.scores[id].with[i]].map((s) => formatFixed(s, 2))),
    );
    expect(effect.scores[id].with).not.toEqual(effect.scores[id].without);
    expect(page.has('[data-testid="label-step"]')).toBe(true);
    const moved = movedPrompts(effect);
    expect(moved).toHaveLength(PROMPTS_TO_TEST);
    const rows = page.all('[data-testid="moved-prompt"]');
    expect(rows).toHaveLength(moved.length);
    const favorites = page.all('[data-testid="moved-favorite"]');
    expect(favorites.map((each) => [each.number('data-without'), each.number('data-with')])).toEqual(
      moved.flatMap((each) => each.favorites.map((favorite) => [favorite.without.score, favorite.with.score])),
    );
    expect(rows[0].text).toContain(showTokens(moved[0].favorites[0].text) || text.label.silent);
    expect(rows.filter((row) => row.text.includes(text.effect.moved.heldOut))).toHaveLength(2);
    const ratio = `6 rankings × ${effect.weight} stand against ${effect.simulated} simulated: 4 to 1.`;
    expect(page.at('effect-ratio').text).toBe(ratio);
    expect(page.at('weight-ratio').text).toBe(ratio);
  });

  it('teach a policy: the same prompts before, without and with them, and the way on', async () => {
    await recorded.send({ type: 'learnFromLabels' });
    const { learning } = run().labeling;
    const before = await desk();
    expect(before.at('label-learning').text).toContain(text.learn.stop);
    expect(before.one('[data-testid="label-learning"] progress').number('value')).toBe(learning?.fraction);
    expect(before.at('label-learn').attribute('aria-disabled')).toBe('true');
    expect(before.at('label-learn-waits').text).toBe(text.learn.waits.policies);
    await recorded.session.idle();
    const { learned } = run().labeling;
    if (learned === null) throw new Error('The session told of nothing learned.');
    const { rankings } = useRankings.getState();
    const favorites = favoritesOf(rankings);
    const summary = learnedSummary(learned, favorites);
    const page = await desk();
    const shown = page.at('learned-summary');
    expect([shown.number('data-different'), shown.number('data-answers')]).toEqual([summary.different, 12]);
    const { effect } = run().labeling;
    if (effect === null) throw new Error('The session told no effect.');
    const { own, gold, numbers } = learnedSentences(summary, 'yours', countMoved(movedPrompts(effect)));
    expect(own).toContain('of your favorite answers');
    expect(shown.text).toBe([own, ...(gold === null ? [] : [gold])].join(' '));
    expect(page.has('[data-testid="learned-few"]')).toBe(false);
    expect(page.at('learned-numbers').text).toContain(numbers.join(' '));
    const asked = byDifference(learned.prompts);
    const ranked = asked.filter(({ prompt }) => favorites.has(prompt));
    expect(ranked.length).toBeGreaterThan(0);
    expect(page.at('learned-result').texts('h3')).toEqual([text.learn.ranked('yours'), text.learn.others]);
    const prompts = [...ranked, ...asked.filter(({ prompt }) => !favorites.has(prompt))];
    const rows = page.all('[data-testid="learned-prompt"]');
    expect(rows.map((row) => row.texts('p')[0])).toEqual(prompts.map(({ prompt }) => showTokens(prompt)));
    for (const [i, { before: first, with: last, without }] of prompts.entries()) {
      const one = first.text === last.text && first.text === without.text;
      const scored = rows[i].texts('dd').filter((each) => each.includes(text.learn.score('')));
      expect(scored).toHaveLength(one ? 1 : 3);
      for (const [line, answer] of (one ? [first] : [first, without, last]).entries())
        expect(scored[line]).toContain(text.learn.score(formatFixed(answer.score, 2)));
      const fooled = isFooled(first, without) || isFooled(without, last);
      expect(rows[i].text.includes(text.answers.fooled)).toBe(fooled);
      expect(rows[i].text.includes(text.learn.favorite(true, 0))).toBe(favorites.has(prompts[i].prompt));
    }
    expect(page.has('[data-testid="label-go-on"]')).toBe(true);
    expect(page.has('[data-testid="label-enough"]')).toBe(false);
  });

  it('are called few where they are, and an answer worse whose score is not lower says that the reward model is wrong', async () => {
    const model = run();
    const { learned } = model.labeling;
    if (learned === null) throw new Error('The session told of nothing learned.');
    const [asked] = learned.prompts;
    const without = { ...asked.without, text: 'the cow says moo .', score: 0.5, gold: 1 };
    const given = { ...without, text: 'sorry , i can not help with that .', gold: 0 };
    const told = async (score: number) => {
      const prompts = [{ ...asked, without, with: { ...given, score } }];
      const labeling = { ...model.labeling, learned: { ...learned, prompts, rankings: learned.rankings.slice(0, 3) } };
      return drawApp({ run: { ...model, labeling }, view: 'label' });
    };
    const fooled = await told(0.6);
    expect(fooled.at('learned-few').text).toBe(text.learn.few(3));
    expect(fooled.texts('dd').filter((line) => line.includes(text.answers.fooled))).toEqual([
      expect.stringContaining(given.text.slice(0, 5)),
    ]);
    expect((await told(0.4)).has('[data-testid="learned-fooled"]')).toBe(false);
  });

  it('are answered as before once the page was reloaded, but their models cannot be gone on with, which is said', async () => {
    const before = await desk();
    const model = await afterReload(run());
    const page = await drawApp({ run: model, view: 'label' });
    for (const result of ['learned-result', 'label-moved']) expect(before.has(`[data-testid="${result}"]`)).toBe(true);
    const answers = (each: Markup) => each.all('[data-testid="learned-prompt"]').map((shown) => shown.text);
    expect(answers(page)).toEqual(answers(before));
    expect(page.at('label-moved').text).toBe(before.at('label-moved').text);
    for (const way of ['label-go-on', 'label-step']) {
      expect(before.has(`[data-testid="${way}"]`)).toBe(true);
      expect(page.has(`[data-testid="${way}"]`)).toBe(false);
    }
    expect(before.has('[data-testid="label-gone"]')).toBe(false);
    expect(page.at('label-gone').text).toBe(text.learn.gone);
    expect(page.at('label-effect').text).toContain(text.effect.gone);
    expect(page.at('label-learn').attribute('aria-disabled')).toBe('false');
  });

  it('are told as they were learned, whatever is ranked since, and that they have changed', async () => {
    const before = await desk();
    expect(before.text).not.toContain(text.effect.stale);
    expect(before.text).not.toContain(text.learn.stale);
    const [{ id, levels }] = useRankings.getState().rankings;
    labelActions.edit(id);
    labelActions.rank([...levels].reverse());
    await handIn();
    const after = await desk();
    for (const told of ['label-moved', 'learned-summary']) expect(after.at(told).text).toBe(before.at(told).text);
    const prompts = (page: Markup) => page.texts('[data-testid="learned-prompt"]');
    expect(prompts(after)).toEqual(prompts(before));
    expect(after.at('label-effect').text).toContain(text.effect.stale);
    expect(after.at('label-learned').text).toContain(text.learn.stale);
    for (let i = 0; i < 3; i++) labelActions.undo();
    await recorded.session.idle();
    expect((await desk()).text).toBe(before.text);
  });

  it('make that policy the page’s own: done, with its curves and answers, and kept as any other run', async () => {
    const ended: StageRecording[] = [];
    const recorder = new Recorder((recording) => ended.push(recording), Date.now, 'this visit');
    let page = run();
    const told = recorded.events.length;
    await recorded.send({ type: 'adoptLearned' });
    for (const event of recorded.events.slice(told)) {
      recorder.record(event, page);
      page = applyEvent(page, event);
    }
    const lessons = { own: PROMPTS_TO_TEST - 2 };
    expect(ended.map(({ head }) => head)).toMatchObject([
      { stage: 'rewardModel', ending: 'done', lineage: { rewardModel: { lessons } } },
      {
        ...{ stage: 'ppo', ending: 'done', iteration: LEARN_ITERATIONS, iterations: LEARN_ITERATIONS },
        settings: { ppoIterations: LEARN_ITERATIONS },
        lineage: { start: { model: 'sft' }, rewardModel: { lessons } },
      },
    ]);
    const lines = eventLines(ended[1]).map((line) => JSON.parse(line) as WorkerEvent);
    expect(lines.filter(({ type }) => type === 'metrics')).toHaveLength(LEARN_ITERATIONS);
    expect(lines.filter(({ type }) => type === 'samples')).toHaveLength(1);

    const trained = await drawTraining(run(), 'ppo', { stepped: false });
    expect(trained.at('stage-ppo').attribute('data-status')).toBe('done');
    expect(trained.has('[data-testid="verdict"]')).toBe(true);
    expect(trained.at('stage-rewardModel').text).toContain(text.learnedFrom(lessons.own, false));
    expect(run().samples.ppo?.before).not.toHaveLength(0);
    const shown = await desk();
    expect(shown.at('label-gone-on').text).toBe(text.learn.goneOn);
    expect(shown.has('[data-testid="label-go-on"]')).toBe(false);
    const reloaded = await drawApp({ run: await afterReload(run()), view: 'label' });
    expect(reloaded.at('label-gone-on').text).toBe(text.learn.goneOn);
    expect(reloaded.has('[data-testid="label-gone"]')).toBe(false);
  });

  it('are told on the stage that learns them, as many as the reward model has learned', async () => {
    await recorded.send({ type: 'adoptLabels' });
    await recorded.session.idle();
    const { lessons } = run().stages.rewardModel ?? {};
    if (lessons === undefined) throw new Error('The session told no lessons.');
    const page = await drawTraining(run(), 'rewardModel');
    const { simulated, own, weight } = lessons;
    expect(page.at('own-labels').text).toBe(
      `This model learned from ${simulated} simulated + ${own} by people × ${weight}.`,
    );
    expect(page.at('next-labels').text).toContain(`${simulated} simulated + ${PROMPTS_TO_TEST} by people × ${weight}`);
    expect(page.at('stage-rewardModel').attribute('data-origin')).toBe('trained');
    expect(page.at('stage-rewardModel').text).toContain(text.learnedFrom(own, false));
  });
});

describe('rankings from files', () => {
  const imported = (who: number, rankings: readonly OwnRanking[]) =>
    rankings.map((ranking) => ({
      ...ranking,
      id: `${ranking.id}-${who}`,
      file: { name: 'rankings', digest: `${who}` },
    }));

  it('are of labelers with names, each removed by one press, and nothing of theirs is called the learner’s', async () => {
    const own = useRankings.getState().rankings;
    labelActions.add([...imported(1, own.slice(0, 2)), ...imported(2, own.slice(0, 3))]);
    await recorded.session.idle();
    const counted = async () => [
      (await desk()).at('weight-ratio').text,
      (await drawTraining(run(), 'rewardModel')).at('next-labels').text,
    ];
    const before = await counted();
    const [first] = splitRankings(own).learned;
    labelActions.add([
      { ...first, id: 'ties', file: { name: 'ties', digest: 'ties' }, levels: [first.levels.flat()] },
      { ...first, id: 'older', file: { name: 'ties', digest: 'ties' }, prompt: 'describe the elephant .' },
    ]);
    // Nothing is learned from ties alone, nor from words that the world lacks.
    expect(await counted()).toEqual(before);
    labelActions.removeFile('ties');
    await recorded.session.idle();
    const page = await desk();
    expect(page.at('label-progress').number('data-done')).toBe(PROMPTS_TO_TEST);
    expect(page.text).toContain(text.rankings.heading(PROMPTS_TO_TEST, 2));
    expect(page.texts('[data-testid="labeler"]')).toEqual(['rankings: 2 rankings', 'rankings (2): 3 rankings']);
    const kept = page.all('[data-testid="kept-label"]');
    expect(kept.map((each) => each.at('kept-whose').text)).toEqual([
      ...['rankings (2)', 'rankings (2)', 'rankings (2)', 'rankings', 'rankings'],
      ...own.map(() => text.rankings.you),
    ]);
    expect(kept.map((each) => each.has('[data-testid="kept-edit"]'))).toEqual([
      ...Array.from({ length: 5 }, () => false),
      ...own.map(() => true),
    ]);
    // What was compared before they came is still of the learner's alone.
    expect(page.at('label-effect').text).toContain('because of you');
    expect(page.at('label-learned').text).toContain(text.learn.stale);
    expect(page.at('label-learned').text).not.toContain('these rankings');
    // Every prompt once, with the votes of both labelers and the learner's own marked; five of them one labeler alone ranked.
    expect(page.at('class-summary').texts('[data-testid="class-prompt"] h4')).toHaveLength(3);
    expect(page.at('class-agreement').number()).toBe(1);
    expect(page.at('class-agreement').text).toContain(text.rankings.summary.alone(PROMPTS_TO_TEST - 3));
    expect(page.at('class-summary').text).toContain(text.rankings.summary.first(3, true));
    await recorded.send({ type: 'compareLabels' });
    await recorded.session.idle();
    const compared = (await desk()).texts('[data-testid="moved-prompt"]');
    expect(compared).toHaveLength(PROMPTS_TO_TEST);
    for (const [others, prompts] of [
      [2, 2],
      [1, 1],
      [0, PROMPTS_TO_TEST - 3],
    ] as const)
      expect(compared.filter((row) => row.includes(text.effect.moved.favorite(true, others)))).toHaveLength(prompts);
    // But for the learner's own favorites.
    const said = (await desk()).at('label-effect').text.replaceAll(/your favorite|favorite of you and/g, '');
    expect(said).not.toMatch(/\byour|of you\b|with(out)? you\b/);
    labelActions.removeFile('2');
    expect((await desk()).texts('[data-testid="labeler"]')).toEqual(['rankings: 2 rankings']);
    labelActions.edit(useRankings.getState().rankings.at(-1)?.id ?? '');
    expect(useRankings.getState().draft?.replaces ?? null).toBeNull();
  });
});
