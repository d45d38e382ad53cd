/** A network as Hugging Face's transformers reads it: GPT2LMHeadModel, or with a scalar head GPT2ForSequenceClassification. */
import { FileError, type NamedArray } from '../../../formats/safetensors';
import { EOT, MAX_RESPONSE, PAD } from '../../../world/vocabulary';
import type { GptConfig } from '../../lm/config';
import { parameterLayout, type ParameterLayout } from '../../lm/layout';

export function gpt2Config({ vocabulary, context, width, layers, heads, scalarHead }: GptConfig) {
  return {
    model_type: 'gpt2',
    architectures: [scalarHead ? 'GPT2ForSequenceClassification' : 'GPT2LMHeadModel'],
    vocab_size: vocabulary,
    n_positions: context,
    n_embd: width,
    n_layer: layers,
    n_head: heads,
    n_inner: null,
    activation_function: 'gelu_new',
    layer_norm_epsilon: 1e-5,
    resid_pdrop: 0,
    embd_pdrop: 0,
    attn_pdrop: 0,
    bos_token_id: EOT,
    eos_token_id: EOT,
    pad_token_id: PAD,
    tie_word_embeddings: true,
    dtype: 'float32',
    // One label: that makes the classifier's output one number, the score.
    ...(scalarHead && { id2label: { 0: 'LABEL_0' }, label2id: { LABEL_0: 0 }, problem_type: 'regression' }),
  };
}

/** Samples as the page does, by default. */
export function generationConfig() {
  return {
    bos_token_id: EOT,
    eos_token_id: EOT,
    pad_token_id: PAD,
    do_sample: true,
    temperature: 1,
    top_k: 0,
    max_new_tokens: MAX_RESPONSE,
  };
}

function partOf(parameters: Float32Array, { parameters: all }: ParameterLayout, name: string): Float32Array {
  const part = all.find((each) => each.name === name);
  if (!part) throw new Error(`A network with a scalar head has a parameter ${name}.`);
  return parameters.subarray(part.offset, part.offset + part.size);
}

/**
 * The same scores without the scalar head's bias b, for which that class has no place: b·w/(w·w) is added to the bias of the
 * last layer norm, which nothing but the head's weights w reads. Throws `FileError` where w is 0 and b is not.
 */
export function withoutScoreBias(layout: ParameterLayout, parameters: Float32Array): Float32Array {
  const folded = parameters.slice();
  const [bias] = partOf(parameters, layout, 'score.bias');
  if (bias === 0) return folded;
  const weights = partOf(parameters, layout, 'score.weight');
  const squared = weights.reduce((sum, w) => sum + w * w, 0);
  if (squared === 0)
    throw new FileError('This reward model gives every answer one score: train it before you save it.');
  const normBias = partOf(folded, layout, 'ln_f.bias');
  normBias.set(normBias.map((each, i) => each + (bias * weights[i]) / squared));
  return folded;
}

/** The weights under those classes' names. The unembedding is not among them: it is tied to `wte`. Throws as `withoutScoreBias`. */
export function gpt2Tensors(config: GptConfig, parameters: Float32Array): NamedArray[] {
  const layout = parameterLayout(config);
  const held = config.scalarHead ? withoutScoreBias(layout, parameters) : parameters;
  return layout.parameters
    .filter(({ name }) => name !== 'score.bias')
    .map(({ name, shape, offset, size }) => ({
      name: name.startsWith('score.') ? name : `transformer.${name}`,
      shape,
      values: held.subarray(offset, offset + size),
    }));
}
