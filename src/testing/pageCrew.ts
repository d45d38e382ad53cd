/** Helpers in a page that is no product: module workers of a file of their own. */
import type { StartHelper } from '../engine/lm/crew/port';
import { portTo } from '../engine/worker/helperPort';

export const pageHelpers: StartHelper = () =>
  portTo(new Worker(new URL('./pageHelper.ts', import.meta.url), { type: 'module' }));
