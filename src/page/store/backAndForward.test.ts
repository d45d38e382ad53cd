/** Back and Forward lead to a place, and a question that waited at another is taken back. */
import { afterEach, expect, it, vi } from 'vitest';
import { stubBrowser } from '../../testing/drawPage';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('takes back a question that waits for the learner’s word', async () => {
  stubBrowser();
  const listeners = new Map<string, () => void>();
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) => listeners.set(type, listener));
  const { useStore } = await import('./store');
  const { followBackAndForward } = await import('./backAndForward');
  followBackAndForward();
  const act = vi.fn();
  useStore.setState({ confirming: { dropped: ['ppo'], act } });
  listeners.get('popstate')?.();
  expect(useStore.getState().confirming).toBeNull();
  expect(act).not.toHaveBeenCalled();
});
