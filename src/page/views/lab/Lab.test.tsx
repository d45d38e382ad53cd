/** The lab, drawn from the runs that ship and from a round that a real run asks: the list, every scenario, the judging. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import { Lab as LabWorker } from '../../../engine/worker/lab/lab';
import { runScenario } from '../../../engine/worker/lab/runScenario';
import {
  FIRST_SCENARIOS,
  scenarioKnobs,
  SCENARIO_NAMES,
  SCENARIOS,
  scenarioSettings,
  type ScenarioName,
} from '../../../experiment/scenarios';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import type { AskedRound, LabEvent, LabFeedback } from '../../../protocol/lab';
import { drawApp } from '../../../testing/drawApp';
import { draw, hold, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { recordingOf } from '../../../testing/recordings';
import { cardOf, type ScenarioCards } from '../../store/lab/cards';
import { useLab, type LabState } from '../../store/lab/lab';
import { applyLabEvent, NO_LAB_RUN } from '../../store/lab/labRun';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { armLabel } from '../../ui/armLabel';
import { formatDuration, formatExact, formatFixed, formatMeasured, formatNumber } from '../../ui/format';
import { measuredOf } from './axes';
import { curvesOf, titleOf } from './curves';
import { MeasurementTable } from './MeasurementTable';
import { OUTCOMES } from '../../store/lab/outcomes';
import { readShipped } from '../../../testing/shippedFiles';

const fresh = { ...useLab.getState() };

beforeAll(() => {
  stubBrowser();
});

/** The lab with this in its memory, and all else as it is when a scenario is opened. */
function lab(scenario: ScenarioName | null, memory: Partial<LabState> = {}): Promise<Markup> {
  const settings = scenarioSettings(scenario ?? 'goodhart');
  hold(useLab, { ...fresh, settings, ...memory });
  return drawApp({ view: 'lab', scenario });
}

it('the list asks every question, and says what is known of it', async () => {
  const page = await lab(null);
  for (const name of SCENARIO_NAMES) {
    const { title, known, question } = text.lab.scenarios[name];
    const first = FIRST_SCENARIOS.includes(name) ? text.lab.startHere : '';
    expect(page.at(`scenario-${name}`).text).toBe(`${first}${title}${known}${question}`);
  }
});

it('the list begins with what a newcomer does first, and a card has its recording’s time and curves', async () => {
  const cards = Object.fromEntries(SCENARIO_NAMES.map((name) => [name, cardOf(recordingOf(name))])) as ScenarioCards;
  const page = await lab(null, { cards });
  const listed = page.all('button[data-testid^="scenario-"]').map((card) => card.attribute('data-testid'));
  expect(listed.slice(0, FIRST_SCENARIOS.length)).toEqual(FIRST_SCENARIOS.map((name) => `scenario-${name}`));
  expect(listed[0]).toBe('scenario-tamer');
  expect(page.at('scenario-tamer').one('b').text).not.toMatch(/tamer/i);
  for (const name of SCENARIO_NAMES) {
    const card = page.at(`scenario-${name}`);
    expect(card.text).toContain(text.lab.took(formatDuration(cards[name].seconds)));
    expect(card.all('polyline')).toHaveLength(cards[name].curves.length);
    for (const line of card.all('polyline')) expect(line.attribute('points')).toMatch(/^[\d., -]+$/);
  }
});

describe.each(SCENARIO_NAMES)('the scenario %s', (name) => {
  const words = text.lab.scenarios[name];
  const recording = recordingOf(name);
  const { events, ...told } = recording;
  const run = events.reduce(applyLabEvent, NO_LAB_RUN);
  const came = OUTCOMES[name](run);
  if (came === null) throw new Error('The recorded run answers nothing.');
  const played = { run, ran: recording.settings, recording: told };
  const guessing = (prediction: number | null, tally: readonly number[] | null = null) => ({
    ...{ prediction, tally },
    guess: { prediction, tally },
  });

  it('asks for a prediction before anything has run, with its knobs where the link or the scenario has them', async () => {
    const [knob] = scenarioKnobs(name);
    const page = await lab(name);
    expect(page.one('h2').text).toBe(words.title);
    expect(page.at('scenario').text).toContain(name === 'tamer' ? text.lab.play.sentence : text.lab.waiting);
    expect(page.one('fieldset').texts('label')).toEqual(words.choices.map((choice) => choice));
    expect(page.all('input[type="radio"][checked]')).toEqual([]);
    expect(page.at('scenario').attribute('data-done')).toBe('false');
    expect(page.at('literature').attribute('open')).toBeNull();
    const settings = scenarioSettings(name);
    for (const each of scenarioKnobs(name)) {
      expect(page.at(`knob-${each}`).attribute('data-value')).toBe(String(settings[each]));
    }
    if (knob === undefined || typeof settings[knob] !== 'number') return;
    const turned = await lab(name, { settings: { ...settings, [knob]: 7 } });
    expect(turned.at(`knob-${knob}`).number()).toBe(7);
  });

  it('is marked as recorded where the run that ships is played, and answers', async () => {
    const page = await lab(name, {
      ...played,
      ...guessing(
        came,
        words.choices.map((_, i) => i + 1),
      ),
    });
    expect(page.at('scenario').attribute('data-done')).toBe('true');
    expect(page.at('lab-source').text).toContain('Recorded: trained once with the same code');
    expect(page.at('lab-source').text).toContain('Its own settings, not those of your knobs');
    expect(page.at('lab-outcome').number('data-outcome')).toBe(came);
    const [answer, compared] = page.at('lab-outcome').texts('p');
    expect(answer).toBe(`… ${words.choices[came]}.`);
    expect(compared).toContain('As you predicted.');
    const all = words.choices.reduce((sum, _, i) => sum + i + 1, 0);
    expect(compared).toContain(`${came + 1} of ${all} hands predicted it.`);
    expect(page.at(`hands-${came}`).number('value')).toBe(came + 1);
    expect(page.at('literature').attribute('open')).toBe('');
    expect(page.at('literature').text).toContain(words.paper);
  });

  it('says what was predicted before the run, not after it, where something else came out', async () => {
    const other = came === 0 ? 1 : 0;
    const page = await lab(name, { ...played, ...guessing(other), prediction: came });
    expect(page.at('lab-outcome').text).toContain(`You predicted: ${words.choices[other]}.`);
    expect(page.one('input[type="radio"][checked]')).toBeDefined();
  });

  it('draws every measurement of every picture, and has it in a table', async () => {
    const page = await lab(name, played);
    for (const panel of SCENARIOS[name].panels) {
      const curves = curvesOf(name, panel, run, recording.settings, true);
      const figure = page.at(`panel-${panel.quantities.join('-')}`);
      expect(curves.length).toBeGreaterThan(0);
      expect(figure.number('data-curves')).toBe(curves.length);
      expect(figure.one('h3').text).toBe(titleOf(panel));
      const last = curves.map(({ points }) => points[points.length - 1]);
      if (panel.axis === 'model') {
        expect(figure.all('svg circle')).toHaveLength(curves.length);
        expect(figure.texts('svg text')).toEqual(
          curves.flatMap(({ label, quantity }, i) => [label, formatMeasured(measuredOf(quantity, last[i]))]),
        );
      } else {
        expect(figure.texts('li b')).toEqual(last.map(({ y }) => formatNumber(y)));
      }
      const table = await draw(<MeasurementTable title="" axis={panel.axis} curves={curves} />);
      const cells = table.texts('tbody td');
      for (const { points, level } of curves) {
        const shown = panel.axis === 'model' ? points.slice(-1) : level ? points.slice(0, 1) : points;
        for (const { y, error } of shown) {
          expect(cells).toContain(formatExact(y) + (error === undefined ? '' : ` ± ${formatExact(error)}`));
        }
      }
    }
  });

  it('has the last answers in one table: prompts as rows, variants as columns', async () => {
    const page = await lab(name, played);
    const answered = run.arms.filter(({ answers }) => answers.length > 0);
    expect(page.has('[data-testid="lab-answers"]')).toBe(answered.length > 0);
    if (answered.length === 0) return;
    const table = page.at('lab-answers');
    expect(table.all('table')).toHaveLength(1);
    expect(table.texts('thead th').slice(1)).toEqual(
      answered.map((arm) => armLabel(name, arm.name, recording.settings, true)),
    );
    for (const { name: arm, answers } of answered) {
      const shown = table.all(`td[data-arm="${arm}"]`);
      for (const { prompt, response } of answers.slice(0, 6)) {
        const row = table.texts('tbody th').indexOf(showTokens(prompt));
        expect(shown[row].text).toContain(response === '' ? text.inside.silent : showTokens(response));
      }
    }
  });

  it('shows the recorded result behind empty pictures, blurred until something is predicted, and never as a run', async () => {
    const before = await lab(name, { shipped: recording });
    const [{ quantities }] = SCENARIOS[name].panels;
    const panel = (page: Markup) => page.at(`panel-${quantities.join('-')}`);
    expect(panel(before).attribute('data-behind')).toBe('blurred');
    expect(panel(before).number('data-curves')).toBe(0);
    expect(panel(before).has('li b')).toBe(false);
    expect(before.at('lab-behind').text).toBe(text.lab.behind.blurred);
    expect(before.has('[data-testid="lab-outcome"]')).toBe(false);
    const predicted = await lab(name, { shipped: recording, prediction: 0 });
    expect(panel(predicted).attribute('data-behind')).toBe('shown');
    expect(predicted.at('lab-behind').text).toContain('Recorded');
    const ran = await lab(name, { ...played, shipped: recording });
    expect(panel(ran).attribute('data-behind')).toBeNull();
    expect(ran.has('[data-testid="lab-behind"]')).toBe(false);
  });
});

describe('a run that is trained in this tab', () => {
  const { events, settings } = recordingOf('goodhart');
  const half = events.slice(0, Math.floor(events.length / 2)).reduce(applyLabEvent, NO_LAB_RUN);
  const whole = events.reduce(applyLabEvent, NO_LAB_RUN);

  it('tells what an arm is at, and can be stopped', async () => {
    const doing = { arm: 'yours', doing: 'policy', fraction: 0.25 } as const;
    const page = await lab('goodhart', { running: true, ran: settings, run: { ...half, doing } });
    expect(page.at('lab-source').text).toBe(text.lab.running);
    expect(page.text).toContain(`${text.lab.yours}: ${text.lab.doing.policy}`);
    expect(page.one(`progress[aria-label="${text.lab.doing.policy}"]`).number('value')).toBe(0.25);
    expect(page.has('[data-testid="lab-stop"]')).toBe(true);
    expect(page.has('[data-testid="lab-run"]')).toBe(false);
    expect(page.at('panel-kl').number('data-curves')).toBeGreaterThan(0);
  });

  it('keeps what it measured where it was stopped, and what waited says so', async () => {
    const page = await lab('goodhart', { ran: settings, run: half, wentOn: true });
    expect(page.at('lab-source').text).toBe(text.lab.stopped);
    expect(page.at('lab-went-on').text).toContain('the run waited');
    expect(page.at('panel-kl').number('data-curves')).toBeGreaterThan(0);
    expect(page.has('[data-testid="lab-outcome"]')).toBe(false);
  });

  it('is live once it is done', async () => {
    const page = await lab('goodhart', { ran: settings, run: whole });
    expect(page.at('lab-source').text).toBe(text.lab.live);
    expect(page.at('lab-outcome').number('data-outcome')).toBe(OUTCOMES.goodhart(whole));
  });

  it('says in a sentence what went wrong', async () => {
    const event: LabEvent = { type: 'error', sentence: 'It broke.', detail: 'deep down' };
    const page = await lab('goodhart', { ran: settings, run: applyLabEvent(half, event) });
    expect(page.one('[role="alert"][title="deep down"]').text).toBe('It broke.');
  });
});

describe('judging', () => {
  const small = changeSettings(defaultSettings(), { size: 'XS' });
  const settings = { ...scenarioSettings('tamer'), ...small, feedbackPerRound: 3, tamerRounds: 2 };
  let asked: AskedRound;

  /** The first round that a run asks. */
  beforeEach(async () => {
    await openBackend('wasm');
    const nobody = () => new Promise<LabFeedback>(() => undefined);
    for await (const event of runScenario('tamer', new LabWorker(settings, readShipped, nobody))) {
      if (event.type !== 'asked') continue;
      asked = event;
      return;
    }
  });

  const judging = (feedbackReading: 'response' | 'token') =>
    lab('tamer', { running: true, ran: { ...settings, feedbackReading }, run: { ...NO_LAB_RUN, asked } });

  it('shows the first answer whole, to be called good or bad', async () => {
    const page = (await judging('response')).at('judging');
    const [{ prompt, tokens, ended }] = asked.responses;
    expect(page.at('judging-progress').text).toBe('1 of 3, round 1 of 2 · · ·');
    expect(page.texts('p')).toContain(showTokens(prompt));
    const said = showTokens(tokens.join(' '));
    expect(page.at('judged-answer').text).toBe(ended ? said : `${said} … ${text.inside.unfinished}`);
    const dead = ['good', 'bad', 'handIn', 'undo'].map((key) => page.at(`judge-${key}`).attribute('aria-disabled'));
    expect(dead).toEqual(['false', 'false', 'true', 'true']);
  });

  it('hides it where words are judged as they appear, until the learner is ready', async () => {
    const page = (await judging('token')).at('judging');
    expect(page.at('judged-answer').text).toBe(text.lab.judging.hidden);
    expect(page.at('judge-show').text).toContain(text.lab.judging.show);
    expect(page.text).not.toContain(showTokens(asked.responses[0].text));
    expect(page.text).toContain(text.lab.judging.byToken);
  });

  it('shows what the presses did: the same stories before and now, changed ones first, and their gold', async () => {
    const { events } = recordingOf('tamer');
    const at = events.findIndex((event) => event.type === 'point' && event.quantity === 'foresight');
    const run = events.slice(0, at).reduce(applyLabEvent, NO_LAB_RUN);
    const page = await lab('tamer', { running: true, ran: settings, run: { ...run, asked } });
    const [before = [], now = []] = ['sft', 'yours'].map((arm) => run.arms.find(({ name }) => name === arm)?.answers);
    const changed = now.filter(({ response }, i) => response !== before[i].response).length;
    expect(changed).toBeGreaterThan(0);
    expect(page.at('stories-changed').number('data-changed')).toBe(changed);
    const sentence = `Because of what you said, ${changed} of ${now.length} stories changed`;
    expect(page.at('stories-changed').text).toContain(`${sentence}.`);
    const rest = page.at('more-stories');
    expect(rest.all('tbody tr')).toHaveLength(now.length - 4);
    expect(rest.texts('summary')).toEqual([text.lab.beforeNow.rest(now.length - 4, Math.max(0, changed - 4))]);
    // Ended there, it came to nothing yet, which is said once and with what changed.
    const ended = await lab('tamer', { ran: settings, run: { ...run, done: true } });
    expect(ended.at('lab-outcome').text).toContain(`${sentence}; whether they are better is too early to tell.`);
    expect(ended.at('stories-changed').text).not.toContain('stories changed');
    expect(ended.text).not.toContain(text.lab.unclear);
    const gold = run.arms.find(({ name }) => name === 'yours')?.points.storyGold ?? [];
    expect(gold.map(({ x }) => x)).toEqual([0, 16]);
    for (const { y } of gold) expect(page.at('stories-changed').text).toContain(formatFixed(y, 2));
    const [first] = page.at('before-now').all('tbody tr');
    expect(first.texts('td')[0]).not.toBe(first.texts('td')[1]);
    const begun = events.slice(0, 5).reduce(applyLabEvent, NO_LAB_RUN);
    expect((await lab('tamer', { running: true, ran: settings, run: begun })).has('[data-testid="before-now"]')).toBe(
      false,
    );
  });

  it('begins with a black button and few words; what is long is folded away', async () => {
    const page = await lab('tamer');
    const [asks] = page.at('scenario').all('section');
    expect(asks.all('button')[0].attribute('data-testid')).toBe('lab-run');
    expect(page.at('lab-run').text).toBe(text.lab.play.start);
    expect(asks.all('details')[0].has('fieldset')).toBe(true);
    const { title, question } = text.lab.scenarios.tamer;
    const words = [title, question, text.lab.play.start, text.lab.play.sentence].join(' ').split(/\s+/);
    // 250 words a minute: the first press comes well within half a minute.
    expect(words.length).toBeLessThan(80);
  });

  it('stands nowhere while no run asks', async () => {
    expect((await lab('tamer')).has('[data-testid="judging"]')).toBe(false);
  });
});
