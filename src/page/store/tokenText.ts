/** Text of the world as the learner reads it: tokens that are no words by a sign of their own, rude words masked unless they are wanted. */
import { useStore } from './store';
import { text } from '../text/text';
import { HARMFUL_WORDS } from '../../world/rudeWords';

const SPECIAL = /<\|(\w+)\|>/g;
const RUDE = new RegExp(`\\b(${HARMFUL_WORDS.join('|')})\\b`, 'gi');
const DOTS = '•••';

/** The first letter stays, so that a reader still knows which word it is. */
export function maskRude(words: string): string {
  return words.replaceAll(RUDE, (word) => word.slice(0, 1) + DOTS);
}

export function showTokens(tokens: string): string {
  const shown = tokens.replaceAll(SPECIAL, (whole, name: string) => text.specials[name] ?? whole);
  return useStore.getState().page.mask === 'off' ? shown : maskRude(shown);
}
