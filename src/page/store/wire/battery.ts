/** The battery of this computer, where the browser tells of it (Chromium does). */

interface Battery extends EventTarget {
  readonly charging: boolean;
  /** From 0 to 1. */
  readonly level: number;
}

interface WithBattery {
  readonly getBattery?: () => Promise<Battery>;
}

const LOW = 0.2;

export function isLow({ charging, level }: Pick<Battery, 'charging' | 'level'>): boolean {
  return !charging && level <= LOW;
}

/** Tells whether the battery is low, and again each time that changes; nothing where the browser does not tell. */
export async function watchBattery(
  tell: (low: boolean) => void,
  from: WithBattery = navigator as WithBattery,
): Promise<void> {
  // A browser may refuse: it does not tell then.
  const battery = await from.getBattery?.().catch(() => undefined);
  if (!battery) return;
  let told = false;
  const look = () => {
    if (isLow(battery) === told) return;
    told = !told;
    tell(told);
  };
  for (const change of ['chargingchange', 'levelchange']) battery.addEventListener(change, look);
  look();
}
