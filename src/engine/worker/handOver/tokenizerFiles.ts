/** The world's tokenizer and chat format as the files from which Hugging Face's transformers makes its own. */
import { CONTEXT, EOT, PAD, PUNCTUATION, SPECIALS, USER, ASSISTANT, VOCABULARY } from '../../../world/vocabulary';

/** An unknown word raises an error there, since this token is none of the vocabulary's. */
const UNKNOWN = '[UNK]';

export function tokenizerJson() {
  const special = { special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIALS.map((content, id) => ({ id, content, ...special })),
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'WhitespaceSplit' },
        { type: 'Split', pattern: { Regex: `[${PUNCTUATION.join('')}]` }, behavior: 'Isolated', invert: false },
      ],
    },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(VOCABULARY.map((word, id) => [word, id])),
      unk_token: UNKNOWN,
    },
  };
}

export function tokenizerConfig() {
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    bos_token: SPECIALS[EOT],
    eos_token: SPECIALS[EOT],
    pad_token: SPECIALS[PAD],
    model_max_length: CONTEXT,
    padding_side: 'right',
    clean_up_tokenization_spaces: false,
  };
}

/**
 * Lays a conversation out as the stages do: `<|user|> PROMPT <|assistant|> ANSWER <|endoftext|>`. What the assistant says
 * is marked as generated, so that a trainer can learn from that alone; the space before it belongs to no token.
 */
export const CHAT_TEMPLATE = `{%- for message in messages -%}
{%- if message['role'] == 'user' -%}
{{- '${SPECIALS[USER]} ' + message['content'] + ' ' -}}
{%- elif message['role'] == 'assistant' -%}
{{- '${SPECIALS[ASSISTANT]} ' -}}
{%- generation -%}
{{- message['content'] + ' ${SPECIALS[EOT]}' -}}
{%- endgeneration -%}
{%- else -%}
{{- raise_exception('The model knows the roles user and assistant, got ' + message['role']) -}}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}
{{- '${SPECIALS[ASSISTANT]}' -}}
{%- endif -%}
`;
