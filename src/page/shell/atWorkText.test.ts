import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../experiment/settings';
import type { WorkerEvent } from '../../protocol/protocol';
import { stageEvent } from '../../testing/workerEvents';
import { applyEvent, initialPageModel } from '../store/run/pageModel';
import { atWorkText, stageAtWork } from './atWorkText';

const after = (...events: readonly WorkerEvent[]) => events.reduce(applyEvent, initialPageModel(defaultSettings()));

describe('what is at work behind another view', () => {
  it('is the stage that runs, or ran last and is paused, with how far it is', () => {
    const running = after(stageEvent('paused', 2, { stage: 'sft' }), stageEvent('running', 3));
    expect(atWorkText(running)).toBe('PPO 3 of 9');
    expect(stageAtWork(running)).toBe('ppo');
    expect(atWorkText(applyEvent(running, stageEvent('paused', 3)))).toBe('PPO paused, 3 of 9');
  });

  it('is nothing before a stage has run, and once it is done or reset', () => {
    expect(atWorkText(after(stageEvent('ready', 0)))).toBe('');
    for (const status of ['done', 'ready'] as const)
      expect(stageAtWork(after(stageEvent('running', 3), stageEvent(status, 9)))).toBeNull();
  });

  it('says that a stage is paused when its worker is lost', () => {
    const lost: WorkerEvent = { type: 'error', sentence: 'It has stopped.', detail: '', stage: null, fatal: true };
    const opened = stageEvent('done', 0, { stage: 'pretrain', origin: 'shipped' });
    expect(atWorkText(after(opened, stageEvent('running', 3), lost))).toBe('PPO paused, 3 of 9');
  });
});
