/** Whether rude words are masked on this machine. */
import { PAGE_PARAMETERS, type PageParameters } from '../../../experiment/query';
import { recall, remember } from '../browserMemory';

const KEY = 'rlhf-playground mask';

export function recallMask(): PageParameters['mask'] {
  const stored = recall(KEY);
  return PAGE_PARAMETERS.mask.find((each) => each === stored) ?? 'off';
}

export function keepMask(mask: PageParameters['mask']): void {
  remember(KEY, mask);
}
