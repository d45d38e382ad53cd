/** A saved run that fills the page in place of the live one. */
import type { PageModel } from '../run/pageModel';
import type { Film } from './film';
import type { SavedRun } from './recorder';

export interface Replay {
  readonly head: SavedRun;
  readonly film: Film;
  /** Index into the film's moments. */
  readonly place: number;
  /** The live run, which goes on unseen; what it becomes is shown again when the replay is left. */
  readonly live: PageModel;
}
