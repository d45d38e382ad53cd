/** A port to a helper that is ready at once, and never answers. */
import type { Port } from '../engine/lm/crew/port';

export const readyPort = (): Port => ({
  post: () => undefined,
  listen: (heard) => queueMicrotask(() => heard({ kind: 'ready' })),
  onFailure: () => undefined,
  close: () => undefined,
});
