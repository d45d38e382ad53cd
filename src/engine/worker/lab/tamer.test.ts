import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AskedRound, LabEvent, LabFeedback } from '../../../protocol/lab';
import { openBackend } from '../../lm/backend';
import { scenarioSettings } from '../../../experiment/scenarios';
import { changeSettings, defaultSettings, type Settings } from '../../../experiment/settings';
import { Lab } from './lab';
import { runScenario } from './runScenario';
import { readShipped } from '../../../testing/shippedFiles';

/** What a learner says of a round, in the order of its responses. */
type Learner = (asked: AskedRound) => Omit<LabFeedback, 'type'>;

/** Runs with a learner before the page, and returns the rounds that were asked and the gold on stories. */
async function withLearner(learner: Learner, changes: Partial<Settings> = {}) {
  const small = changeSettings(defaultSettings(), { size: 'XS' });
  const settings = { ...scenarioSettings('tamer'), ...small, feedbackPerRound: 4, tamerRounds: 5, ...changes };
  const rounds: AskedRound[] = [];
  let say: (feedback: LabFeedback) => void = () => undefined;
  const hear = vi.fn(() => new Promise<LabFeedback>((resolve) => (say = resolve)));
  const events: LabEvent[] = [];
  for await (const event of runScenario('tamer', new Lab(settings, readShipped, hear))) {
    events.push(event);
    if (event.type !== 'asked') continue;
    rounds.push(event);
    say({ type: 'feedback', ...learner(event) });
  }
  const measured = events.flatMap((event) => (event.type === 'point' && event.arm === 'yours' ? [event] : []));
  return { rounds, measured, hear, events };
}

const rated = (tokens: readonly string[], rating: 1 | -1) => ({
  shown: tokens.map((_, i) => ({ start: i, end: i + 1 })),
  presses: [{ rating, time: tokens.length }],
});

const likesShort: Learner = ({ responses }) => ({
  given: responses.map(({ tokens }) => rated(tokens, tokens.length < 16 ? 1 : -1)),
  enough: false,
});

beforeAll(async () => {
  await openBackend('wasm');
});

describe('TAMER with a learner', () => {
  it.each(['response', 'token'] as const)(
    'asks round by round about stories and learns from what is said of each %s',
    async (feedbackReading) => {
      const { rounds, measured } = await withLearner(likesShort, { feedbackReading });
      expect(rounds.map(({ round }) => round)).toEqual([1, 2, 3, 4, 5]);
      for (const { responses } of rounds) {
        expect(responses).toHaveLength(4);
        for (const { prompt, tokens, text, ended } of responses) {
          expect(prompt).toMatch(/story/);
          expect((ended ? tokens.slice(0, -1) : tokens).join(' ')).toBe(text);
        }
      }
      const gold = measured.filter(({ quantity }) => quantity === 'storyGold');
      // What was said is seen at once: after every round, the first included.
      expect(gold.map(({ x }) => x)).toEqual([0, 4, 8, 12, 16, 20]);
      expect(gold[0].y).not.toBe(gold[5].y);
      const foreseen = measured.filter(({ quantity }) => quantity === 'foresight');
      expect(foreseen.map(({ x }) => x)).toEqual([4, 8, 12, 16, 20]);
    },
  );

  it('tells the same stories before the first press and after every round, so that they can be read side by side', async () => {
    const { events } = await withLearner(likesShort, { tamerRounds: 1, feedbackPerRound: 8 });
    const told = events.flatMap((event) => (event.type === 'answers' ? [event] : []));
    expect(told.map(({ arm }) => arm)).toEqual(['sft', 'yours', 'yours']);
    const [sft, begin, now] = told.map(({ episodes }) => episodes);
    expect(begin).toEqual(sft);
    expect(now.map(({ prompt }) => prompt)).toEqual(sft.map(({ prompt }) => prompt));
    expect(now.some(({ response }, i) => response !== sft[i].response)).toBe(true);
    const asked = events.findIndex(({ type }) => type === 'asked');
    expect(events.slice(0, asked).filter(({ type }) => type === 'answers')).toHaveLength(2);
  });

  it('ends when the learner has said enough, after learning from it', async () => {
    const oneRound: Learner = ({ responses: [first] }) => ({ given: [rated(first.tokens, 1)], enough: true });
    const { rounds, measured } = await withLearner(oneRound);
    expect(rounds).toHaveLength(1);
    expect(measured.filter(({ quantity }) => quantity === 'storyGold').map(({ x }) => x)).toEqual([0, 1]);
  });

  it('ends without learning when nothing was said', async () => {
    const { rounds, measured, hear } = await withLearner(() => ({ given: [null, null], enough: true }));
    expect(rounds).toHaveLength(1);
    expect(hear).toHaveBeenCalledTimes(1);
    expect(measured.map(({ x }) => x)).toEqual([0]);
  });

  it('asks on when a whole round passes in silence', async () => {
    const { rounds, measured } = await withLearner(() => ({ given: [null], enough: false }), { tamerRounds: 2 });
    expect(rounds).toHaveLength(2);
    expect(measured.map(({ x }) => x)).toEqual([0]);
  });

  it('foresees nothing where presses came too early to mean a token', async () => {
    const early: Learner = ({ responses }) => ({
      given: responses.map(({ tokens }) => ({ ...rated(tokens, 1), presses: [{ rating: 1, time: 0.1 }] })),
      enough: false,
    });
    const { measured } = await withLearner(early, { feedbackReading: 'token', tamerRounds: 1 });
    expect(measured.map(({ quantity, x }) => `${quantity} ${x}`)).toEqual(['storyGold 0', 'storyGold 4']);
  });
});
