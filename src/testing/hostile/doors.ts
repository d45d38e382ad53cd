/** Every door through which strangers' data comes into the page. Another page can send it no messages: it listens to none. */
import type { Door } from './door';
import { links } from './links';
import { prompts } from './prompts';
import { rankings } from './rankings';
import { labRuns, runs } from './runs';
import { weights } from './weights';

export const DOORS: readonly Door[] = [links, weights, rankings, runs, labRuns, prompts];
