/** The parts of the page that write to the database, which load when there is something to save. */
import { onDemand } from '../onDemand';

export const loadRunDatabase = onDemand(() => import('./runDatabase'));
export const loadVisits = onDemand(() => import('./visits'));
