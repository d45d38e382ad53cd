/** Reading several small results back from the device in one go: one readback, whatever their number. */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../mapValues';

/** What `make` makes of tensors, which are used up with all that it makes besides. */
export function consume<T extends Readonly<Record<string, tf.Tensor>>, R extends tf.TensorContainer>(
  tensors: T,
  make: (tensors: T) => R,
): R {
  const made = tf.tidy(() =>
    make(Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.clone(tensor)])) as T),
  );
  tf.dispose(tensors);
  return made;
}

/** Values of named tensors, in one readback; the tensors are disposed. */
export async function readAll<K extends string>(
  tensors: Readonly<Record<K, tf.Tensor>>,
): Promise<Record<K, Float32Array>> {
  const names = Object.keys(tensors) as K[];
  const packed = tf.tidy(() => tf.concat(names.map((name) => tf.reshape(tensors[name], [-1]))));
  const sizes = names.map((name) => tensors[name].size);
  tf.dispose(tensors);
  const values = await packed.data<'float32'>();
  packed.dispose();
  let offset = 0;
  const parts = names.map((name, i) => {
    const from = offset;
    offset += sizes[i];
    return [name, values.slice(from, offset)] as const;
  });
  return Object.fromEntries(parts) as Record<K, Float32Array>;
}

/** Named scalars, in one readback; the tensors are disposed. Throws `NonFiniteError` when one is not finite. */
export async function readScalars<T extends { readonly [K in keyof T]: tf.Scalar }>(
  tensors: T,
): Promise<{ [K in keyof T]: number }> {
  const read = await readAll<string>({ ...tensors });
  return finite(mapValues(tensors, (_, name) => read[name][0]));
}

/** Returns the numbers if all are finite. */
export function finite<T extends { readonly [K in keyof T]: number }>(scalars: T): T {
  const broken = Object.entries<number>(scalars).filter(([, value]) => !Number.isFinite(value));
  if (broken.length > 0) throw new NonFiniteError(broken.map(([name, value]) => `${name} = ${value}`).join(', '));
  return scalars;
}

/** A training step whose loss or gradient is not finite; the weights before it are kept (`Model.step`). */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError';
}
