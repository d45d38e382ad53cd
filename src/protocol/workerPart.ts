/** What a worker can be. The page names it, and the one worker file loads that part alone. */
export type WorkerPart = 'trainer' | 'lab' | 'bench' | 'helper';
