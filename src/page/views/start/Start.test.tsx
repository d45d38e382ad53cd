/** The first view, drawn from what a real session says: four models on one request, doors, and measured reasons. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import { SPEAKERS } from '../../../experiment/names';
import { DEFAULT_PAGE } from '../../../experiment/query';
import { drawApp } from '../../../testing/drawApp';
import { stubBrowser } from '../../../testing/drawPage';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { HARMFUL_WORDS } from '../../../world/rudeWords';
import { REQUESTS } from '../../store/start';
import { NO_RESTRICTIONS } from '../../store/link/restrictions';
import { applyEvent, initialPageModel, type PageModel } from '../../store/run/pageModel';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';

const recorded = new Recorded();
const run = (): PageModel => recorded.events.reduce(applyEvent, initialPageModel(TINY_SETTINGS));
const start = (more: Partial<Parameters<typeof drawApp>[0]> = {}) => drawApp({ run: run(), view: 'start', ...more });
const ANSWERING = ['base', 'sft', 'ppo'] as const;

async function ask(prompt: string): Promise<void> {
  const respondents = ['base', 'sft', 'ppo-1'];
  const question = { prompt, respondents, samples: 1, temperature: 1, seed: 0, draw: 1 };
  await recorded.send({ type: 'answer', id: 1, question, example: true });
}

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
});

it('has at most 60 words above its doors, the first of which are on ChatGPT and spell RLHF out', () => {
  const { sentence, heading, others, models, score, gold } = text.start;
  const made = Object.values(models).flatMap((model) => [model.name, model.made]);
  const words = [sentence, heading, others, ...made, score, gold].join(' ').split(/\s+/);
  expect(words.length).toBeLessThanOrEqual(60);
  const [first] = sentence.split('. ');
  expect(first).toMatch(/ChatGPT.*reinforcement learning from human feedback \(RLHF\)/);
});

it('while the models come, stands there as it will, without a bar to run and a map', async () => {
  const page = await start();
  expect(page.at('start-request').text).toBe(REQUESTS[0]);
  for (const speaker of ANSWERING)
    expect(page.at(`start-${speaker}`).one('[data-score]').number('data-score')).toBeNull();
  expect(page.at('start-opening').text).toContain(text.start.opening);
  expect(page.at('start-opening').has('progress')).toBe(true);
  for (const gone of ['run', 'stage-ppo']) expect(page.has(`[data-testid="${gone}"]`)).toBe(false);
  expect(page.at('view-start').attribute('aria-current')).toBe('page');
});

it('says so where nothing is trained', async () => {
  const scratch = await new Recorded().start();
  const opened = scratch.events.reduce(applyEvent, initialPageModel(TINY_SETTINGS));
  expect((await start({ run: opened })).at('start-opening').text).toBe(text.start.nothing);
});

describe('with the models that ship', () => {
  beforeAll(async () => {
    await recorded.startShipped();
    await ask(REQUESTS[0]);
  });

  it('shows what each answers, with its score and its gold, and masks what is rude', async () => {
    const page = await start();
    const answers = run().example?.answers ?? [];
    expect(answers.map(({ respondent }) => respondent.speaker)).toEqual(ANSWERING);
    for (const {
      respondent,
      answers: [answer],
    } of answers) {
      const card = page.at(`start-${respondent.speaker}`);
      expect(card.text).toContain(answer.text === '' ? text.start.silent : showTokens(answer.text));
      expect(card.one('[data-score]').text).toContain(formatFixed(answer.score ?? NaN, 2));
      expect(card.one('[data-gold]').number('data-gold')).toBe(answer.marks?.gold);
    }
    expect(page.at('start-rewardModel').all('circle')).toHaveLength(ANSWERING.length);
    expect(page.at('start-opening').text).toBe('');
    for (const rude of HARMFUL_WORDS) expect(page.at('start').text).not.toMatch(new RegExp(`\\b${rude}\\b`, 'i'));
    const whole = await start({ page: { ...DEFAULT_PAGE, mask: 'off' } });
    for (const {
      respondent,
      answers: [answer],
    } of answers)
      expect(whole.at(`start-${respondent.speaker}`).text).toContain(answer.text || text.start.silent);
    // Those of Compare are others.
    expect(run().answers).toEqual([]);
  });

  it('says whose the models are once one of them is the learner’s, and leads to the comparison with what was before', async () => {
    const shipped = await start();
    expect([shipped.has('[data-testid="start-whose"]'), shipped.has('[data-testid="start-compare"]')]).toEqual([
      false,
      false,
    ]);
    const before = run();
    const respondents = before.respondents.map((each) =>
      each.speaker === 'ppo' ? { ...each, origin: 'trained' as const } : each,
    );
    const own = { ...before, respondents };
    const { origins } = text.compare.whose;
    const page = await start({ run: own });
    expect(page.texts('[data-testid="start-whose"]')).toEqual([
      ...[1, 2].map(() => origins.shipped),
      origins.trained,
      origins.shipped,
    ]);
    expect(page.at('start-compare').text).toBe(text.start.compare);
    const hidden = await start({ run: own, restrictions: { hidden: ['compare'], locked: [] } });
    expect(hidden.has('[data-testid="start-compare"]')).toBe(false);
  });

  it('says where the best score goes to an answer that is worth nothing, or less than another', async () => {
    const model = run();
    const { example } = model;
    if (example === null) throw new Error('The session told no answers.');
    const told = async (...marked: readonly (readonly [score: number, gold: number])[]) => {
      const answers = example.answers.map((each, i) => {
        const [answer] = each.answers;
        if (answer.marks === null) throw new Error('The judge cannot read the request.');
        const [score, gold] = marked[i];
        return { ...each, answers: [{ ...answer, score, marks: { ...answer.marks, gold } }] };
      });
      const page = await start({ run: { ...model, example: { ...example, answers } } });
      return page.texts('[data-testid="start-fooled"]');
    };
    const { better, worthless } = text.start.fooled;
    expect(await told([-0.3, 0], [-0.5, 0], [1.6, 0])).toEqual([worthless]);
    expect(await told([-0.3, 0], [-0.5, 0], [-0.1, 0])).toEqual([]);
    expect(await told([-0.3, 0], [0.5, 1], [1.6, 0])).toEqual([better]);
    expect(await told([-0.3, 0], [0.5, 1], [1.6, 1])).toEqual([]);
  });

  it('shows no answer beside a request that it is not to', async () => {
    await ask(REQUESTS[1]);
    const page = await start();
    expect(page.at('start-ppo').one('[data-gold]').number('data-gold')).toBeNull();
    await ask(REQUESTS[0]);
  });

  it('measures the mean gold of every model, and shows each beside its reason', async () => {
    await recorded.send({ type: 'measureGold', on: true });
    await recorded.session.idle();
    const page = await start();
    for (const speaker of SPEAKERS) {
      const { gold, done, prompts } = run().meanGolds[speaker] ?? {};
      expect([done, prompts]).toEqual([true, 100]);
      expect(page.at(`why-${speaker}`).number()).toBe(gold?.value);
      expect(page.at(`why-${speaker}`).text).toContain(formatFixed(gold?.value ?? NaN, 2));
    }
    expect(page.text).toContain(text.start.why.measured(100));
  });

  it('has three doors and a quiet fourth, but for those that a link hides', async () => {
    const doors = async (...hidden: ('lab' | 'label' | 'train' | 'fromNothing')[]) =>
      (await start({ restrictions: { ...NO_RESTRICTIONS, hidden } }))
        .all('[data-testid^="door-"]')
        .map((door) => door.attribute('data-testid'));
    expect(await doors()).toEqual(['door-play', 'door-rank', 'door-watch', 'door-fromNothing']);
    expect(await doors('lab', 'fromNothing')).toEqual(['door-rank', 'door-watch']);
  });
});
