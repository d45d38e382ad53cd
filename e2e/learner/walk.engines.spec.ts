/** What a learner does in Firefox and WebKit: all that needs the worker's answers comes out as it does in Chromium. */
import { paintIn } from './paint';
import { at, expect, test, type Visitor } from './visitor';

const VIEWS = {
  label: 'label-list',
  compare: 'compare-input',
  evaluate: 'run',
  lab: 'scenario-goodhart',
  runs: 'runs',
  train: 'run',
};

const PPO = 'size=XS&backend=wasm&seed=0&ppoIterations=12&rolloutBatch=8&ptxBatch=2';

const iterationOf = async (visitor: Visitor) => Number(await visitor.attribute(at('progress'), 'data-iteration'));

const newest = (metric: string) => `${at('chart-reward')} [data-metric="${metric}"]`;

test('every view opens, all four models answer a question, and a knob that is turned leaves the others as the link has them', async ({
  visitor,
}) => {
  await visitor.open(PPO);
  for (const [view, holds] of Object.entries(VIEWS)) {
    await visitor.click(at(`view-${view}`));
    await expect.poll(() => visitor.count(at(holds)), { message: view }).toBe(1);
  }

  await visitor.click(at('view-compare'));
  await visitor.click(at('use-case-question'));
  await visitor.click(`${at('use-case-prompts')} button`);
  await expect.poll(() => visitor.count(`${at('compare-newest')} [data-testid^="answer-"]`)).toBe(4);
  await expect.poll(() => visitor.count(`${at('compare-newest')} [data-score]`)).toBe(4);

  const link = { size: 'XS', klCoef: '0.7', ppoIterations: '7', seed: '3', backend: 'wasm' };
  await visitor.open(new URLSearchParams(link).toString());
  await visitor.click(at('advanced'));
  await visitor.enter(`${at('knob-clipRange')} [type="text"]`, '0.3');
  await visitor.click(at('micro-step'));
  await visitor.expectAttribute(at('current-micro-step'), 'data-kind', 'prompts');
  for (const [knob, value] of Object.entries({ clipRange: '0.3', klCoef: '0.7', ppoIterations: '7' })) {
    expect(await visitor.attribute(at(`knob-${knob}`), 'data-value'), knob).toBe(value);
  }
  const asked = async () => Object.fromEntries((await visitor.address()).searchParams);
  await expect.poll(asked).toEqual({ ...link, clipRange: '0.3' });
});

test('how far it is stands on the bar in the dark theme too', async ({ visitor, page }) => {
  await visitor.open('size=XS&backend=wasm&start=scratch&stage=pretrain&pretrainSteps=4&demonstrations=32');
  await visitor.click(at('theme'));
  await visitor.expectAttribute('html', 'data-theme', 'dark');
  for (const done of [1, 2]) {
    await visitor.click(at('iteration-step'));
    await visitor.expectAttribute(at('progress'), 'data-iteration', String(done));
    const bar = await visitor.box(`${at('progress')} progress`);
    const { across } = await paintIn(await visitor.picture(), page, bar);
    expect(across).toBeCloseTo(done / 4, 1);
  }
});

test('a run that is paused and reloaded comes to the same reward as an undisturbed one in Chromium, to the last digit', async ({
  visitor,
  learner,
}) => {
  await visitor.open(PPO);
  // Slowly enough to be caught in the middle, by a busy machine too.
  await visitor.slowDown(at('speed'), 4);
  await visitor.expectAttribute(at('speed'), 'aria-valuetext', '4/s');
  await visitor.click(at('run'));
  await expect.poll(() => iterationOf(visitor), { timeout: 60_000 }).toBeGreaterThan(0);
  await visitor.click(at('pause'));
  await visitor.expectAttribute(at('stage-ppo'), 'data-status', 'paused');
  const paused = await iterationOf(visitor);
  expect(paused).toBeLessThan(12);
  await visitor.expectAttribute(newest('goldReward'), 'data-at', String(paused));
  const gold = (await visitor.attribute(newest('goldReward'), 'data-value')) ?? '';
  expect(Number(gold)).toBeGreaterThan(0);
  await expect.poll(async () => (await visitor.kept())?.iteration).toBe(paused);

  await visitor.reload();
  await visitor.click(at('come-back-go-on'));
  await visitor.expectAttribute(at('stage-ppo'), 'data-status', 'paused');
  await visitor.expectAttribute(at('progress'), 'data-iteration', String(paused));
  await visitor.expectAttribute(newest('goldReward'), 'data-value', gold);

  await visitor.click(at('run'));
  await visitor.expectAttribute(at('stage-ppo'), 'data-status', 'done');
  await learner.open(Object.fromEntries(new URLSearchParams(PPO)));
  await learner.run('ppo', 120_000);
  for (const metric of ['goldReward', 'proxyReward']) {
    const expected = String(await learner.reading('reward', metric));
    await visitor.expectAttribute(newest(metric), 'data-value', expected);
  }
});
