/** English: what several views say: units, numbers, the tokens that are no words, and a part that is broken. */

export const broken = {
  notLoaded:
    'This part of the page could not be loaded: the network is gone, or the page was renewed on its server. Try again, or reload. Your labels and runs are kept, and training goes on meanwhile.',
  notDrawn:
    'This part of the page cannot be drawn: an error of the page’s own. Your labels and runs are kept, and training goes on meanwhile. Try again, or look at another view.',
  again: 'Try again',
  save: 'Save everything',
  saved: (left: readonly string[]) => `Saved, but without ${left.join(' and ')}.`,
  nothing: 'There is nothing to save yet: no ranking, no run, and no weights trained here.',
  parts: { rankings: 'your rankings', runs: 'the kept runs' },
};

export const units = { nats: 'nats', tokens: 'tokens' };

/** The tokens that are no words; the brackets keep them apart from words. */
export const specials = { endoftext: '‹end›', user: '‹prompt›', assistant: '‹answer›', pad: '‹pad›' } as Readonly<
  Record<string, string | undefined>
>;

export const number = { second: 's', minute: 'min', none: '–', error: (error: string) => `± ${error}` };
