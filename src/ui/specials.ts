/** The tokens that are no words, as the learner reads them. */
import { text } from '../text/text';

const SPECIAL = /<\|(\w+)\|>/g;

export function showTokens(tokens: string): string {
  return tokens.replaceAll(SPECIAL, (whole, name: string) => text.specials[name] ?? whole);
}
