/** Weights as a safetensors file with Hugging Face's names, and back, refused with a sentence when they do not fit. */
import { excerpt } from '../../excerpt';
import { FileError, readSafetensors, writeSafetensors } from '../../formats/safetensors';
import type { GptConfig } from './config';
import { parameterLayout } from './layout';

export interface Checkpoint {
  readonly parameters: Float32Array;
  readonly metadata: Readonly<Record<string, string>>;
}

export function writeCheckpoint(config: GptConfig, { parameters, metadata }: Checkpoint): ArrayBuffer {
  const tensors = parameterLayout(config).parameters.map(({ name, shape, offset, size }) => ({
    name,
    shape,
    values: parameters.subarray(offset, offset + size),
  }));
  return writeSafetensors({ tensors, metadata: { format: 'pt', ...metadata } });
}

/** Weights for a network of this shape. Throws `FileError` when the file holds anything else. */
export function readCheckpoint(config: GptConfig, bytes: ArrayBuffer): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  const layout = parameterLayout(config);
  const found = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const foreign = tensors.find(({ name }) => !layout.parameters.some((parameter) => parameter.name === name));
  if (foreign)
    throw new FileError(
      `These weights belong to another network: it has a parameter "${excerpt(foreign.name)}", this one has none.`,
    );
  const parameters = new Float32Array(layout.total);
  for (const { name, shape, offset } of layout.parameters) {
    const tensor = found.get(name);
    if (!tensor) throw new FileError(`These weights belong to another network: the parameter "${name}" is missing.`);
    if (tensor.shape.join() !== shape.join()) {
      throw new FileError(
        `These weights belong to a network of another size: "${name}" should have shape [${shape.join(', ')}], it has [${excerpt(tensor.shape.join(', '))}].`,
      );
    }
    parameters.set(tensor.values, offset);
  }
  return { parameters, metadata };
}
