import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabeledResponse, OwnRanking } from './label';
import { isLearnable } from './labelTokens';
import { decode } from '../world/tokenizer';
import { EOT, MAX_RESPONSE, VOCABULARY } from '../world/vocabulary';

const says = (text: string, from: LabeledResponse['from']): LabeledResponse => ({
  text,
  from,
  quality: null,
  flags: [],
});

function ranking(prompt: string, ...responses: readonly LabeledResponse[]): OwnRanking {
  return { id: 'ranking', prompt, responses, levels: responses.map((_, i) => [i]) };
}

const SILENT = says('', 'unknown');

describe('a ranking that a model can learn from', () => {
  it('is every ranking of what models have answered, whatever tokens they drew', () => {
    const drawn = fc.array(fc.integer({ min: EOT + 1, max: VOCABULARY.length - 1 }), { maxLength: MAX_RESPONSE });
    fc.assert(
      fc.property(
        drawn,
        fc.constantFrom('policy' as const, 'policyWarm' as const, 'fewShotBase' as const),
        (ids, from) => isLearnable(ranking('describe the owl .', says(decode(ids), from), SILENT)),
      ),
    );
  });

  it.each(['', '  ', '<|user|> describe the owl .', 'describe the owl . <|ASSISTANT|>', 'describe the elephant .'])(
    'has a prompt of the world’s words: not “%s”',
    (prompt) => {
      expect(isLearnable(ranking(prompt, says('hoot', 'policy'), SILENT))).toBe(false);
    },
  );

  it.each(['<|pad|> <|pad|>', 'hoot <|endoftext|> hoot', 'hoot <|user|> hello', 'an elephant .'])(
    'has answers of words alone where no model is known to have written them: not “%s”',
    (written) => {
      expect(isLearnable(ranking('hello', says(written, 'unknown'), SILENT))).toBe(false);
    },
  );

  it('has no end in the middle of an answer, which no model writes', () => {
    expect(isLearnable(ranking('hello', says('hoot <|endoftext|> hoot', 'policy'), SILENT))).toBe(false);
  });
});
