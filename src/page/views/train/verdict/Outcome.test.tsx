/** What is said of a run while it goes on, and aloud when it goes wrong. */
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../experiment/settings';
import type { WorkerEvent } from '../../../../protocol/protocol';
import { draw, hold, stubBrowser } from '../../../../testing/drawPage';
import { stageEvent } from '../../../../testing/workerEvents';
import { applyEvent, initialPageModel, type PageModel } from '../../../store/run/pageModel';
import { useStore } from '../../../store/store';
import { formatMetric } from '../../../ui/format';
import { StageHead } from '../StageHead';
import { diagnose, type Diagnosis } from './diagnosis';
import { Outcome } from './Outcome';
import { warningOf } from './sentence';

const ERRORS = { goldReward: 0.05, proxyReward: 0.05 };

beforeAll(stubBrowser);

async function drawn(value: number) {
  const diagnosis: Diagnosis = {
    ailment: 'collapsed',
    metric: 'entropy',
    iteration: 7,
    first: 0.9,
    value,
    than: null,
  };
  const run = applyEvent(initialPageModel(defaultSettings()), stageEvent('running', 8));
  const putBack = hold(useStore, { run });
  try {
    const page = await draw(<Outcome stage="ppo" diagnosis={diagnosis} />);
    expect(page.at('diagnosis').text).toBe(warningOf(diagnosis));
    return page.one('[role="alert"]').text;
  } finally {
    putBack();
  }
}

it('a new value of the sick curve interrupts no reader: the alarm stays as it was', async () => {
  const alarm = await drawn(0.04);
  expect(alarm).not.toBe('');
  expect(await drawn(0.01)).toBe(alarm);
});

describe('what is said before a run came to anything', () => {
  /** The head of PPO's page, before the first step or while it runs. */
  async function said(klCoef: number, iteration: number): Promise<string> {
    const begun = stageEvent(iteration === 0 ? 'ready' : 'running', iteration);
    const run = applyEvent(initialPageModel({ ...defaultSettings(), klCoef }), begun);
    const putBack = hold(useStore, { run });
    try {
      return (await draw(<StageHead stage="ppo" diagnosis={null} />)).at('stage-head').text;
    } finally {
      putBack();
    }
  }

  it('has a KL penalty only where there is one', async () => {
    for (const iteration of [0, 8]) {
      expect(await said(0.2, iteration)).toContain('The KL penalty holds it near');
      const unheld = await said(0, iteration);
      expect(unheld).not.toContain('The KL penalty holds');
      expect(unheld).toContain('nothing holds it near');
    }
  });
});

describe('the end of a run whose score rose while gold fell', () => {
  const ITERATIONS = 40;

  /** Gold falls to the end, so that means of fewer of its last iterations are lower. */
  function ended(klCoef: number): PageModel {
    const iterations = Array.from({ length: ITERATIONS }, (_, i) => i + 1);
    const measured = iterations.map((x): WorkerEvent => {
      const values = { goldReward: 0.604 - x / 100, proxyReward: x / 10, klCoef };
      return { ...{ type: 'metrics', stage: 'ppo', round: 1, iteration: x }, values, errors: ERRORS };
    });
    const done = stageEvent('done', ITERATIONS, { iterations: ITERATIONS });
    return [done, ...measured].reduce(applyEvent, initialPageModel(defaultSettings()));
  }

  async function told(klCoef: number) {
    const run = ended(klCoef);
    const putBack = hold(useStore, { run });
    try {
      const [curves] = run.curves.ppo;
      const page = await draw(<Outcome stage="ppo" diagnosis={diagnose('ppo', curves)} />);
      expect(page.at('verdict').attribute('data-ailment')).toBe('overoptimized');
      return { story: page.at('verdict').text, all: page.text };
    } finally {
      putBack();
    }
  }

  it('has one number for its gold, the mean of the last ten iterations, and says what stands beside the curves', async () => {
    const { story, all } = await told(0.1);
    // The mean of 0.294 down to 0.204; the last five have 0.22.
    const now = formatMetric('goldReward', 0.249);
    expect(story).toContain(`to ${now} while the score still rose`);
    expect(all).toContain(`→ ${now}`);
    expect(all).toContain('means of the last 10 iterations; beside the curves stands the last one alone');
  });

  it('names the KL penalty that it was without', async () => {
    expect((await told(0)).story).toContain('Without the KL penalty gold');
    expect((await told(0.1)).story).not.toContain('Without');
  });
});
