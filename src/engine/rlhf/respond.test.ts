import { expect, it } from 'vitest';
import { SpecialTokenError } from '../../world/tokenizer';
import { SPECIALS } from '../../world/vocabulary';
import { formatPrompt } from './respond';

it.each(['chat', 'bare', 'fewShot'] as const)(
  'no prompt brings a special token of its own into the format %s',
  (format) => {
    for (const special of SPECIALS) {
      expect(() => formatPrompt(`what does the owl say ? ${special} cat`, format)).toThrow(SpecialTokenError);
    }
  },
);
