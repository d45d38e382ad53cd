/** The list of saved runs: those of a real session, those of the lab that ship, and what cannot be read. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import { SCENARIOS, type ScenarioName } from '../../../experiment/scenarios';
import { changeSettings } from '../../../experiment/settings';
import type { MetricName } from '../../../experiment/metrics';
import { drawApp } from '../../../testing/drawApp';
import { hold, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { recordingOf } from '../../../testing/recordings';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { savedLabRun } from '../../store/saved/savedLabRun';
import { readHead } from '../../store/saved/readRun';
import { eventLines, Recorder, type SavedRun, type StageRecording } from '../../store/saved/recorder';
import { useRuns } from '../../store/saved/runs';
import { applyEvent, initialPageModel, type PageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { armLabel } from '../../ui/armLabel';
import { formatDuration, formatError, formatMetric, formatMoment, formatNumber } from '../../ui/format';

const SETTINGS = changeSettings(TINY_SETTINGS, { rewardModelSize: 'S', klCoef: 0, seed: 3 });
const BEGUN = 1_790_000_000_000;

let saved: readonly SavedRun[] = [];
let present: PageModel;

/** A session that trains PPO, is reset half-way, and trains a reward model whose knob is turned meanwhile. */
async function train(): Promise<Recorded> {
  const recorded = await new Recorded().startShipped(SETTINGS);
  await recorded.run('ppo');
  await recorded.send({ type: 'reset', stage: 'ppo' });
  await recorded.send({ type: 'step', stage: 'ppo', unit: 'iteration' });
  await recorded.session.idle();
  await recorded.send({ type: 'set', changes: { klCoef: 0.1 } });
  await recorded.send({ type: 'step', stage: 'ppo', unit: 'micro' });
  await recorded.session.idle();
  await recorded.send({ type: 'reset', stage: 'ppo' });
  return recorded;
}

/** The runs as the page would keep them, an event a second, the newest first. */
function save({ events }: Recorded): readonly SavedRun[] {
  const ended: StageRecording[] = [];
  let now = BEGUN;
  const recorder = new Recorder(
    (recording) => ended.push(recording),
    () => (now += 1000),
    'this visit',
  );
  present = initialPageModel(SETTINGS);
  for (const event of events) {
    recorder.record(event, present);
    present = applyEvent(present, event);
  }
  return ended.map((each, i) => ({ ...each.head, name: `run ${i + 1}`, events: eventLines(each).length })).reverse();
}

const labRun = (scenario: ScenarioName, imported = false) => {
  const finished = { ...recordingOf(scenario), backend: 'wasm', begun: BEGUN, prediction: null } as const;
  return { ...savedLabRun(finished).head, imported };
};

/** The view over these runs. */
function runs(values: Partial<ReturnType<typeof useRuns.getState>>): Promise<Markup> {
  hold(useRuns, { list: null, closed: null, withWeights: new Set(), overlaid: null, ...values });
  return drawApp({ run: present, view: 'runs' });
}

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  saved = save(await train());
});

describe('the list', () => {
  it('is looked at, may be empty, and may not be opened', async () => {
    expect((await runs({})).at('runs').text).toContain(text.runs.opening);
    const empty = await runs({ list: [] });
    expect(empty.at('runs').text).toContain(text.runs.empty);
    expect(empty.has('[data-testid="delete-all"]')).toBe(false);
    const closed = await runs({ closed: 'SecurityError: denied' });
    expect(closed.at('runs-closed').text).toContain(text.runs.closed);
    expect(closed.at('runs-closed').text).toContain('SecurityError: denied');
  });

  it('counts what lies on it', async () => {
    expect((await runs({ list: saved })).text).toContain('2 runs');
    expect((await runs({ list: saved.slice(1) })).text).toContain('1 run');
  });
});

describe('a run of a stage', () => {
  it('says what it ran on, how far, how long and how it ended', async () => {
    const cards = (await runs({ list: saved })).all('[data-testid="run-card"]');
    expect(cards.map((card) => card.at('run-name').text)).toEqual(['run 2', 'run 1']);
    const [reset, done] = saved;
    for (const [i, { begun, ran, iteration, iterations }] of [reset, done].entries()) {
      const facts = cards[i].texts('li');
      expect(facts).toContain(text.stages.ppo.label);
      expect(facts).toContain('seed 3');
      expect(facts).toContain('WASM');
      expect(facts).toContain('reward model: shipped');
      expect(facts).toContain(formatMoment(begun));
      expect(facts).toContain(`ran ${formatDuration(ran ?? NaN)}`);
      expect(facts).toContain(`${iteration} of ${iterations} iterations`);
      expect(facts).toContain('all shown micro-steps');
    }
    expect([reset.iteration, done.iteration]).toEqual([1, 2]);
    expect(cards[0].texts('li')).toContain('ended by a reset');
    expect(cards[1].texts('li')).toContain('done');
  });

  it('says what it measured last, to the last digit', async () => {
    const cards = (await runs({ list: saved })).all('[data-testid="run-card"]');
    saved.forEach(({ metrics }, i) => {
      for (const name of ['goldReward', 'proxyReward', 'kl', 'responseLength'] as const) {
        const cell = cards[i].one(`[data-metric="${name}"]`);
        expect(cell.number()).toBe(metrics[name]);
        expect(cell.one('dd').text).toBe(formatMetric(name as MetricName, metrics[name] ?? NaN));
      }
    });
    expect(saved[0].metrics.goldReward).not.toBe(saved[1].metrics.goldReward);
  });

  it('has symbols with their indices set low, in its name and in what differs', async () => {
    const named = { ...saved[1], name: 'PPO with γ_ptx 0, α_π 0.001' };
    const page = await runs({ list: [named] });
    const card = page.at('run-card');
    expect(card.at('run-name').text).toBe('PPO with γptx 0, απ 0.001');
    expect(card.at('run-name').texts('sub')).toEqual(['ptx', 'π']);
    expect(card.at('run-differences').text).not.toContain('_');
    expect(page.at('runs-against').texts('option')).toContain('PPO with γptx 0, απ 0.001');
  });

  it('says how it differs from the defaults, and what was turned while it ran', async () => {
    const cards = (await runs({ list: saved })).all('[data-testid="run-card"]');
    for (const card of cards) expect(card.at('run-differences').text).toMatch(/^differs: β 0\.2 → 0, .*seed 3/);
    expect(cards[0].at('run-differences').text).toContain(`turned while it ran: ${text.knobs.klCoef.label} 0 → 0.1`);
    expect(cards[1].at('run-differences').text).not.toContain('turned while it ran');
  });

  it('is marked while it lies over the charts, and asked beside the models where its policy is saved', async () => {
    const page = await runs({ list: saved, overlaid: saved[1], withWeights: new Set([saved[1].id]) });
    const [plain, overlaid] = page.all('[data-testid="run-card"]');
    expect(plain.at('overlay-run').attribute('aria-pressed')).toBe('false');
    expect(plain.has('[data-testid="see-overlay"]')).toBe(false);
    expect(plain.has('[data-testid="compare-run"]')).toBe(false);
    expect(overlaid.at('overlay-run').attribute('aria-pressed')).toBe('true');
    expect(overlaid.at('overlay-run').text).toBe(text.runs.takeAway);
    expect(overlaid.has('[data-testid="see-overlay"]')).toBe(true);
    expect(overlaid.has('[data-testid="compare-run"]')).toBe(true);
    expect(overlaid.texts('li')).toContain('policy kept');
  });
});

describe('a run of the lab', () => {
  it.each(['goodhart', 'labelers', 'tamer'] as const)('of %s has what every arm measured last', async (scenario) => {
    const run = labRun(scenario);
    const card = (await runs({ list: [run] })).at('lab-run-card');
    expect(card.at('run-name').text).toBe(run.name);
    expect(card.texts('li')).toContain('Lab');
    expect(card.texts('li')).toContain(`size ${run.settings.size}`);
    const arms = [...new Set(run.measured.map(({ arm }) => arm))];
    expect(card.texts('tbody th')).toEqual(arms.map((arm) => armLabel(scenario, arm, run.settings)));
    const drawn = SCENARIOS[scenario].panels.flatMap(({ quantities }) => quantities);
    const shown = run.measured.filter(({ quantity }) => drawn.includes(quantity));
    expect(shown.length).toBeGreaterThan(1);
    for (const { arm, quantity, y, error } of shown) {
      const cell = card.one(`[data-arm="${arm}"][data-quantity="${quantity}"]`);
      expect(cell.number()).toBe(y);
      expect(cell.text).toBe(`${formatNumber(y)}${formatError(error)}`);
    }
    // There is no moment of the page to replay, and no curve of the training charts to lay over.
    expect(card.has('[data-testid="replay-run"]')).toBe(false);
    expect(card.has('[data-testid="overlay-run"]')).toBe(false);
    expect(card.has('[data-testid="open-in-lab"]')).toBe(true);
  });

  it('says what was predicted of it, and all predictions can be saved', async () => {
    const predicted = { ...labRun('goodhart'), id: 'predicted', prediction: 0, tally: [4, 5, 6] };
    const page = await runs({ list: [predicted, labRun('tamer')] });
    const [told, ...rest] = page.all('[data-testid="lab-prediction"]');
    expect(rest).toEqual([]);
    const { choices } = text.lab.scenarios.goodhart;
    expect(told.text).toContain(`Predicted: ${choices[0]}.`);
    expect(told.text).toContain(`${choices[2]}: 6.`);
    expect(told.text).toContain('Came out: ');
    expect(page.has('[data-testid="save-predictions"]')).toBe(true);
    expect((await runs({ list: [labRun('tamer'), ...saved] })).has('[data-testid="save-predictions"]')).toBe(false);
  });

  it('says where it came from a file, and is not compared with runs of a stage', async () => {
    const page = await runs({ list: [labRun('goodhart', true), ...saved] });
    expect(page.at('lab-run-card').texts('li')).toContain(text.runs.lab.imported);
    expect(page.at('lab-run-card').at('run-differences').text).toMatch(/^differs: PPO iterations 40 → \d+$/);
    expect(page.at('runs-against').texts('option')).toEqual([
      text.runs.defaults,
      text.runs.present,
      ...[labRun('goodhart', true), ...saved].map(({ name }) => name),
    ]);
  });

  it('is read aloud without the underscores of its symbols, and so is one that cannot be read', async () => {
    const named = { ...labRun('goodhart'), name: 'with γ_ptx 0' };
    const page = await runs({ list: [named, readHead({ ...named, id: 'unreadable', version: 2 })] });
    const label = page.at('lab-run-card').one('[role="region"]').attribute('aria-label');
    expect(label).toBe(`with γptx 0: ${text.runs.lab.measured}`);
    expect(page.at('unreadable-run').one('h3').text).toBe('with γptx 0');
  });

  it('that cannot be read is named with why, can be deleted, and nothing else', async () => {
    const unreadable = readHead({ ...labRun('goodhart'), version: 2 });
    const page = await runs({ list: [unreadable] });
    const card = page.at('unreadable-run');
    expect(card.one('h3').text).toBe(unreadable.name);
    expect(card.text).toContain('It is of version 2, and this page reads version 1.');
    expect(card.all('button').map((button) => button.attribute('data-testid'))).toEqual(['delete-run']);
    expect(page.at('runs-against').all('option')).toHaveLength(2);
  });
});
