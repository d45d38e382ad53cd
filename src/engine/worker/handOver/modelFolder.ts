/** A stage's model as a folder that Hugging Face's transformers loads, packed as one zip file. */
import { strToU8, zipSync } from 'fflate';
import { sizeOf } from '../../../experiment/settings';
import { writeSafetensors } from '../../../formats/safetensors';
import { folderName } from '../../../protocol/handOver';
import { configOf } from '../stages/weightFiles';
import { generationConfig, gpt2Config, gpt2Tensors } from './gpt2Files';
import { modelCard, type Making } from './modelCard';
import { CHAT_TEMPLATE, tokenizerConfig, tokenizerJson } from './tokenizerFiles';

type Files = Readonly<Record<string, Uint8Array>>;

const json = (value: unknown) => strToU8(`${JSON.stringify(value, null, 2)}\n`);

/** Throws `FileError` for a reward model that cannot be told in that format. */
export function modelFolder(parameters: Float32Array, making: Making): Files {
  const { stage, settings } = making;
  const config = configOf(stage, sizeOf(stage, settings));
  const weights = { tensors: gpt2Tensors(config, parameters), metadata: { format: 'pt' } };
  return {
    'config.json': json(gpt2Config(config)),
    'model.safetensors': new Uint8Array(writeSafetensors(weights)),
    'tokenizer.json': json(tokenizerJson()),
    'tokenizer_config.json': json(tokenizerConfig()),
    'chat_template.jinja': strToU8(CHAT_TEMPLATE),
    ...(!config.scalarHead && { 'generation_config.json': json(generationConfig()) }),
    'README.md': strToU8(modelCard(folderName(stage, settings), config, making)),
  };
}

/** Throws as `modelFolder`. */
export function zippedModelFolder(
  parameters: Float32Array,
  making: Making,
): { readonly name: string; readonly bytes: ArrayBuffer } {
  const folder = folderName(making.stage, making.settings);
  // Weights hardly get smaller, and the rest is small.
  const zipped = zipSync({ [folder]: { ...modelFolder(parameters, making) } }, { level: 0 });
  return { name: `${folder}.zip`, bytes: zipped.slice().buffer };
}
