/** Milliseconds after which what could not be fetched is asked for once more: a blink of the network is over by then. */
const AGAIN_AFTER = 1000;

/** Asks once more after a moment where the first time fails; rejects as the second time does. */
export async function askTwice<T>(ask: () => Promise<T>): Promise<T> {
  return ask().catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    return ask();
  });
}
