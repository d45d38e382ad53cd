/** The few signs of the page, from one set. */
import { Contrast, FastForward, Moon, Pause, Play, RotateCcw, StepForward, Sun } from 'lucide-react';

const ICONS = {
  run: Play,
  pause: Pause,
  micro: StepForward,
  iteration: FastForward,
  reset: RotateCcw,
  light: Sun,
  dark: Moon,
  system: Contrast,
} as const;

export type IconName = keyof typeof ICONS;

/** As large as the text beside it, which says what it means. */
export function Icon({ name }: { readonly name: IconName }) {
  const Sign = ICONS[name];
  return <Sign size="1em" strokeWidth={2.25} aria-hidden="true" />;
}
