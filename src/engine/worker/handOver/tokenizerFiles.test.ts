import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, splitWords } from '../../../world/tokenizer';
import { SPECIALS, VOCABULARY } from '../../../world/vocabulary';
import { CHAT_TEMPLATE, tokenizerConfig, tokenizerJson } from './tokenizerFiles';

const { added_tokens: added, model, pre_tokenizer: split } = tokenizerJson();

/** As the file's steps say: white space first, then every mark by itself. */
function wordsOf(text: string): string[] {
  const [first, { pattern, behavior }] = split.pretokenizers;
  expect([first.type, behavior]).toEqual(['WhitespaceSplit', 'Isolated']);
  const words = text.toLowerCase().split(/\s+/);
  return words.flatMap((word) => word.split(new RegExp(`(${pattern?.Regex})`))).filter((word) => word !== '');
}

describe('tokenizer.json', () => {
  it('gives every word the id that it has here, and knows no other', () => {
    expect(Object.keys(model.vocab)).toHaveLength(VOCABULARY.length);
    for (const word of VOCABULARY) expect([model.vocab[word]]).toEqual(encode(word));
    expect(model.vocab).not.toHaveProperty([model.unk_token]);
  });

  it('names the special tokens by their ids', () => {
    expect(added.map(({ id, content }) => decode([id]) === content)).toEqual(SPECIALS.map(() => true));
    expect(added.every(({ special, normalized }) => special && !normalized)).toBe(true);
  });

  it('splits a text into the words into which it is split here', () => {
    const piece = fc.constantFrom(...VOCABULARY.slice(SPECIALS.length), ' ', '  ', '\n', 'Cat', 'a:b?', '...', 'cat,');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(wordsOf(text)).toEqual(splitWords(text));
      }),
    );
  });
});

describe('the chat format', () => {
  it('pads with a token of its own, not with the end of an answer', () => {
    const { pad_token: pad, eos_token: end } = tokenizerConfig();
    expect(pad).toBe('<|pad|>');
    expect(end).toBe('<|endoftext|>');
  });

  it('has the space before an answer outside of what counts as generated', () => {
    const inLine = CHAT_TEMPLATE.replaceAll('\n', '');
    expect(inLine).toContain("'<|assistant|> ' -}}{%- generation -%}{{- message['content'] + ' <|endoftext|>' -}}");
    expect(inLine).toMatch(/if add_generation_prompt -%\}\{\{- '<\|assistant\|>' -\}\}/);
  });
});
