/** Seconds that go by while nothing holds it. `now` gives milliseconds. */
export function createStopwatch(now: () => number) {
  let counted = 0;
  let since: number | null = now();
  const seconds = () => counted + (since === null ? 0 : (now() - since) / 1000);
  return {
    seconds,
    hold: () => {
      counted = seconds();
      since = null;
    },
    goOn: () => {
      counted = seconds();
      since = now();
    },
  };
}
