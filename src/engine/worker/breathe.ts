/** Gives way between two pieces of work, so that messages from the page come in. */

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Resolves after so many milliseconds; without any, once the messages that wait have been heard. No timer does that: browsers
 * hold timers that follow upon each other back by 4 ms each, which is as long as a small network takes for a step.
 */
export function breathe(milliseconds = 0): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds > 0) {
      setTimeout(resolve, milliseconds);
      return;
    }
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
