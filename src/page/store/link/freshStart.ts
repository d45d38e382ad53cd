/** A page that is started fresh opens as its link opened it, without what earlier visits made in this browser. */
import { FRESH } from '../../../experiment/query';
import { onDemand } from '../onDemand';
import { beginWith } from '../saved/aside';
import { asked } from './asked';

const loadEarlierWork = onDemand(() => import('../saved/earlierWork'));

/** Where this page was opened, before its address followed what the learner did. */
let opened = '';

/** The address with the wish to start fresh. */
export function withFreshStart(address: string): string {
  const [before, ...hash] = address.split('#');
  const asked = new URL(before).searchParams.has(FRESH);
  const query = asked ? '' : `${before.includes('?') ? '&' : '?'}${FRESH}`;
  return [`${before}${query}`, ...hash].join('#');
}

const ASKED = new RegExp(`[?&]${FRESH}(=[^&#]*)?(?=[&#]|$)`);

/** Without it; all else in the query stays as it was written. */
export function withoutFreshStart(address: string): string {
  return address.replace(ASKED, '').replace(/^([^?#&]*)&/, '$1?');
}

/**
 * Notes the address at which the page opens, and sets earlier work aside if it asks so. Returns whether it does; `onFailure`
 * hears why earlier work stays on view all the same.
 */
export function beginAsAsked(onFailure: (error: unknown) => void): boolean {
  opened = withoutFreshStart(location.href);
  const fresh = new URLSearchParams(asked()).has(FRESH);
  if (!fresh) return false;
  const aside = loadEarlierWork().then(({ setEarlierWorkAside }) => setEarlierWorkAside());
  beginWith(aside);
  aside.catch(onFailure);
  return true;
}

/** Opens the page anew, as its link opened it. */
export function openAgain(fresh: boolean): void {
  const address = fresh ? withFreshStart(opened) : opened;
  // An address that differs in nothing, or in its hash alone, would open nothing anew.
  if (address.split('#')[0] === location.href.split('#')[0]) {
    history.replaceState(null, '', address);
    location.reload();
  } else location.assign(address);
}
