/** Below this share of the work its pace is not known yet. */
const KNOWN_FROM = 0.03;

/** Seconds that the rest takes at the pace of what is done; null: too little is done to tell. */
export function secondsLeft(milliseconds: number, fraction: number): number | null {
  return fraction < KNOWN_FROM || milliseconds <= 0 ? null : (milliseconds / 1000) * (1 / fraction - 1);
}
