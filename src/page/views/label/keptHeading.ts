/** The heading above all rankings and labelers, to which the focus goes when the one that held it is deleted. */
export const KEPT_HEADING = 'kept-heading';

/** Leaves the view where it is scrolled. */
export function focusKeptHeading(): void {
  document.getElementById(KEPT_HEADING)?.focus({ preventScroll: true });
}
