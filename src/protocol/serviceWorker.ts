/** What the page asks of a service worker that waits with a new version: to take the place of the one that runs. */
export const TAKE_OVER = 'take over';

/** Whether it does so; it refuses while another tab still shows the version that runs. */
export interface TakeOverReply {
  readonly taken: boolean;
}
