import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabelTask, OwnRanking } from '../../../protocol/label';
import { openBackend } from '../../lm/backend';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { splitRankings } from '../../../protocol/rankingSplit';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import { judge } from '../../../world/judge';
import { readPrompt } from '../../../world/prompts';
import { responseOf } from '../../rlhf/respond';
import { Session } from '../session/session';

type Of<T extends WorkerEvent['type']> = Extract<WorkerEvent, { type: T }>;

const SHORT = changeSettings(defaultSettings(), { comparisonPrompts: 96, rmBatchPrompts: 16, ppoIterations: 1 });

/** A session in Node that opens the checkpoints that ship, with all events it has told. */
class Desk {
  readonly events: WorkerEvent[] = [];
  readonly session = new Session({
    emit: (event) => this.events.push(event),
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    fetchBytes: async (path) => new Uint8Array(await readFile(`public/${path}`)).buffer,
    openBackend: () =>
      Promise.resolve({
        report: { backend: 'wasm', device: 'Node', timings: [], chosenBy: 'only choice' },
        lost: new Promise<string>(() => undefined),
      }),
  });

  async open(settings = SHORT): Promise<this> {
    await this.send({ type: 'start', settings, backend: 'wasm', remembered: null, start: 'shipped', baseUrl: '' });
    return this;
  }

  async send(command: Command): Promise<void> {
    await this.session.handle(command);
    await this.session.idle();
  }

  of<T extends WorkerEvent['type']>(type: T): Of<T>[] {
    return this.events.filter((event): event is Of<T> => event.type === type);
  }

  async tasks(
    from: number,
    count: number,
    responses = 4,
    avoid: readonly string[] = [],
  ): Promise<readonly LabelTask[]> {
    await this.send({ type: 'labelTasks', from, count, responses, avoid });
    return this.of('labelTasks').at(-1)?.tasks ?? [];
  }

  /** Iterations that stage 2 plans, and what its curves hold. */
  rewardModel() {
    const stage = this.of('stage')
      .filter((event) => event.stage === 'rewardModel')
      .at(-1);
    const metrics = this.of('metrics').filter((event) => event.stage === 'rewardModel');
    return {
      iterations: stage?.iterations,
      origin: stage?.origin,
      lessons: stage?.lessons,
      values: metrics.map(({ values }) => values),
    };
  }
}

/** Likes the longest best. */
function label({ id, prompt, responses }: LabelTask): OwnRanking {
  const order = responses.map((_, i) => i).sort((a, b) => responses[b].text.length - responses[a].text.length);
  const marked = responses.map((response) => ({ ...response, quality: null, flags: [] }));
  return { id: `label ${id}`, prompt, responses: marked, levels: order.map((i) => [i]) };
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('the label desk', () => {
  it('hands out prompts with different responses of the models that stage 2 compares, the same for the same number', async () => {
    const desk = await new Desk().open();
    const tasks = await desk.tasks(0, 4);
    expect(tasks.map(({ id }) => id)).toEqual([0, 1, 2, 3]);
    for (const { responses } of tasks) {
      expect(responses.length).toBeGreaterThanOrEqual(2);
      expect(new Set(responses.map(({ text }) => text)).size).toBe(responses.length);
    }
    const sources = new Set(tasks.flatMap(({ responses }) => responses.map(({ from }) => from)));
    expect([...sources].sort()).toEqual(['fewShotBase', 'policy', 'policyWarm']);
    expect(await desk.tasks(0, 4)).toEqual(tasks);
    const others = await desk.tasks(
      4,
      4,
      9,
      tasks.map(({ prompt }) => prompt),
    );
    expect(others.filter(({ prompt }) => tasks.some((task) => task.prompt === prompt))).toEqual([]);
    expect(Math.max(...others.map(({ responses }) => responses.length))).toBeGreaterThan(4);
    expect(desk.of('error')).toEqual([]);
  });

  it('hands out first what the judge has furthest apart, and says how many responses were drawn', async () => {
    const desk = await new Desk().open();
    const tasks = await desk.tasks(0, 8, 5);
    const spreads = tasks.map(({ prompt, responses }) => {
      const asked = readPrompt(prompt);
      if (!asked) throw new Error('The judge reads the prompts of the mix.');
      const golds = responses.map(({ text }) => judge(asked, text, responseOf(text).ended).gold);
      return Math.max(...golds) - Math.min(...golds);
    });
    expect(spreads[0]).toBeGreaterThan(spreads.at(-1) ?? 1);
    expect(spreads).toEqual([...spreads].sort((a, b) => b - a));
    expect(tasks.map(({ drawn }) => drawn)).toEqual(tasks.map(() => 5));
  });

  it('tells at once how rankings stand beside the labelers, and how many take no part since no model can learn them', async () => {
    const desk = await new Desk().open();
    const rankings = (await desk.tasks(0, 3)).map(label);
    await desk.send({ type: 'rankings', rankings });
    const agreement = desk.of('labelAgreement').at(-1)?.agreement;
    expect(agreement).toMatchObject({ prompts: 3, unread: 0 });
    expect(agreement?.labelers).toHaveLength(SHORT.labelers);
    expect(agreement?.mean?.error).toBeGreaterThan(0);
    expect(agreement?.leftOut).toBe(0);
    const odd = ['describe the elephant .', '', '<|user|> hello'].map((prompt) => ({
      ...rankings[0],
      id: prompt,
      prompt,
    }));
    await desk.send({ type: 'rankings', rankings: [...odd, ...rankings] });
    expect(desk.of('labelAgreement').at(-1)?.agreement).toEqual({ ...agreement, leftOut: 3 });
    await desk.send({ type: 'rankings', rankings: odd });
    expect(desk.of('labelAgreement').at(-1)?.agreement).toMatchObject({ prompts: 0, leftOut: 3 });
    await desk.send({ type: 'run', stage: 'rewardModel' });
    expect(desk.rewardModel()).toMatchObject({ origin: 'trained', lessons: { own: 0 } });
    expect(desk.of('error')).toEqual([]);
  });

  it('adds the rankings to what stage 2 learns; without any, stage 2 is what it was, to the bit', async () => {
    const desk = await new Desk().open();
    const rankings = (await desk.tasks(0, 8)).map(label);
    const train = async () => {
      const before = desk.rewardModel().values.length;
      await desk.send({ type: 'reset', stage: 'rewardModel' });
      await desk.send({ type: 'run', stage: 'rewardModel' });
      return desk.rewardModel().values.slice(before);
    };
    const untouched = await train();
    await desk.send({ type: 'rankings', rankings });
    const learned = await train();
    expect(desk.of('error')).toEqual([]);
    // 96 and 8 prompts in batches of 16, two epochs: the 8 fill no batch of their own.
    expect(learned).toHaveLength(untouched.length);
    expect(learned).not.toEqual(untouched);
    await desk.send({ type: 'rankings', rankings: [] });
    expect(await train()).toEqual(untouched);
  });
});

describe('two reward models that differ in the learner’s rankings alone', () => {
  const compare = async (weight: number) => {
    const desk = await new Desk().open(changeSettings(SHORT, { ownLabelWeight: weight }));
    const rankings = (await desk.tasks(0, 8)).map(label);
    const [learned] = splitRankings(rankings).learned;
    // One of ties alone is scored, and learned by nobody.
    const tied = { ...learned, id: 'ties', levels: [learned.levels.flat()] };
    await desk.send({ type: 'rankings', rankings: [...rankings, tied] });
    await desk.send({ type: 'compareLabels' });
    const fractions = desk.of('labelEffect').map(({ fraction }) => fraction);
    return { desk, fractions, effect: desk.of('labelEffect').at(-1)?.effect };
  };

  it('do not differ at all where the rankings weigh nothing', async () => {
    const { effect } = await compare(0);
    expect(effect).toMatchObject({ simulated: 96, learned: 6, keptApart: 2, weight: 0 });
    expect(effect?.difference?.value).toBe(0);
    for (const scores of Object.values(effect?.scores ?? {})) expect(scores.with).toEqual(scores.without);
  });

  it('order the learner’s pairs better for having learned them; the one that did becomes the reward model', async () => {
    const { desk, fractions, effect } = await compare(100);
    const { onLearned, onKeptApart, scores } = effect ?? {};
    expect(onLearned?.with?.value).toBeGreaterThan((onLearned?.without?.value ?? 1) + 0.1);
    expect(onKeptApart?.without?.value).toBeGreaterThanOrEqual(0);
    expect(Object.keys(scores ?? {})).toHaveLength(9);
    // From 0 upwards, and null at the end: nothing trains any more.
    expect(fractions.at(-1)).toBeNull();
    const told = fractions.slice(0, -1).map(Number);
    expect(told).toEqual([...told].sort((a, b) => a - b));

    await desk.send({ type: 'adoptLabels' });
    expect(desk.rewardModel().origin).toBe('trained');
    // Its curves are those of the training that the learner waited for.
    const { values, iterations } = desk.rewardModel();
    expect(values.length).toBeGreaterThan(10);
    expect(values).toHaveLength(iterations ?? 0);
    expect(values.at(-1)?.heldOutAccuracy).toBe(effect?.accuracy.with?.value);
    expect(values.at(-1)?.loss).toBeLessThan(values[0]?.loss ?? 0);
    expect(desk.rewardModel().lessons).toMatchObject({
      own: effect?.learned,
      weight: 100,
      simulated: effect?.simulated,
    });
    await desk.send({ type: 'step', stage: 'ppo', unit: 'iteration' });
    expect(desk.of('metrics').filter(({ stage }) => stage === 'ppo')).toHaveLength(1);
    expect(desk.of('error')).toEqual([]);
  });

  it('are forgotten with the models that they belong to', async () => {
    const desk = await new Desk().open();
    await desk.send({ type: 'adoptLabels' });
    expect(desk.of('error').at(-1)?.sentence).toMatch(/compare first/);
    await desk.send({ type: 'rankings', rankings: (await desk.tasks(0, 2)).map(label) });
    await desk.session.handle({ type: 'compareLabels' });
    await desk.send({ type: 'set', changes: { rewardModelSize: 'XS' } });
    expect(desk.of('labelEffect').at(-1)).toMatchObject({ fraction: null, effect: null });
    expect(desk.of('labelEffect').some(({ effect }) => effect !== null)).toBe(false);
  });
});
