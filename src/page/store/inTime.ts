/** Some browsers never answer a request to their database: what is asked of it is waited for so long, and then given up. */

export const PATIENCE = 15_000;

/** Settles as `work` does, or rejects once that many milliseconds are over. */
export async function inTime<T>(work: Promise<T>, milliseconds = PATIENCE): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The browser's database has not answered within ${milliseconds / 1000} seconds.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
