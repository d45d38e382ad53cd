/** Whether rude words are masked on this machine, remembered by the browser if it allows. */
import { PAGE_PARAMETERS, type PageParameters } from '../experiment';

const KEY = 'rlhf-playground mask';

export function recallMask(): PageParameters['mask'] {
  try {
    const stored = localStorage.getItem(KEY);
    return PAGE_PARAMETERS.mask.find((each) => each === stored) ?? 'off';
  } catch {
    return 'off'; // storage may be denied
  }
}

export function keepMask(mask: PageParameters['mask']): void {
  try {
    localStorage.setItem(KEY, mask);
  } catch {
    // Storage may be denied; the choice then lasts as long as the page and its link.
  }
}
