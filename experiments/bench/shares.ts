/**
 * What of a step is computed, what stays with one worker and what messages cost, and from that what more real cores would
 * give (Amdahl 1967, with a price for every helper).
 */

/** One worker's step: all of it, and what of it its network computes, milliseconds. */
export interface Timed {
  readonly milliseconds: number;
  readonly computedMs: number;
}

export interface Shares {
  /** Of one worker: what the network computes, which is shared out, and the rest, which is not. */
  readonly compute: number;
  readonly serial: number;
  /** With one helper: what the step takes beyond the serial part and what the worker that asks computes: messages, and waiting. */
  readonly messages: number;
}

export function sharesOf(alone: Timed, withHelper: Timed): Shares {
  const serial = alone.milliseconds - alone.computedMs;
  return {
    compute: alone.computedMs,
    serial,
    messages: Math.max(0, withHelper.milliseconds - withHelper.computedMs - serial),
  };
}

/**
 * Milliseconds of a step on so many real cores, a helper on each but one: at best if more helpers cost no more messages
 * than one does, at worst if each costs as much.
 */
export function onCores({ compute, serial, messages }: Shares, cores: number): { best: number; worst: number } {
  const [before, helpers] = [serial + compute / cores, cores - 1];
  return { best: before + messages * Math.min(helpers, 1), worst: before + messages * helpers };
}
