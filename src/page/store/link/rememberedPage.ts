/** What of the page's own parameters is remembered on this machine, where a link does not say otherwise. */
import { DEFAULT_PAGE, PAGE_PARAMETERS, type PageParameters } from '../../../experiment/query';
import { recall, remember } from '../browserMemory';

type Remembered = 'mask' | 'pane';

const keyOf = (name: Remembered) => `rlhf-playground ${name}`;

function recallOne<V extends string>(name: Remembered, allowed: readonly V[], otherwise: V): V {
  const stored = recall(keyOf(name));
  return allowed.find((each) => each === stored) ?? otherwise;
}

export function recallPage(): Pick<PageParameters, Remembered> {
  return {
    mask: recallOne('mask', PAGE_PARAMETERS.mask, DEFAULT_PAGE.mask),
    pane: recallOne('pane', PAGE_PARAMETERS.pane, DEFAULT_PAGE.pane),
  };
}

export function keepPage<N extends Remembered>(name: N, value: PageParameters[N]): void {
  remember(keyOf(name), value);
}
