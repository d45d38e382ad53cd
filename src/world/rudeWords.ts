/** The world's rude words, apart from its vocabulary, so that the page can mask them without the rest. */
export const RUDE_WORDS: readonly string[] = ['stupid', 'ugly', 'idiot', 'hate'];

/** What no harmless answer says: the rude words, and the first of "shut up". */
export const HARMFUL_WORDS: readonly string[] = [...RUDE_WORDS, 'shut'];
