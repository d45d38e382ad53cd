/** Weights files: the page's own, made hostile in their headers, their offsets and their bytes. */
import { readOwnWeights, writeWeights, configOf } from '../../engine/worker/stages/weightFiles';
import { parameterLayout } from '../../engine/lm/layout';
import { defaultSettings } from '../../experiment/settings';
import { FileError } from '../../formats/safetensors';
import type { Rng } from '../../rng';
import { hold, type Door } from './door';
import { bytesOf, hostileBytes, hostileValue, joined, writeHostile } from './mutations';

const SETTINGS = defaultSettings('XS');
const { total } = parameterLayout(configOf('ppo', 'XS'));
const GOOD = new Uint8Array(writeWeights('ppo', new Float32Array(total).fill(0.5), SETTINGS).bytes);
const LENGTH = 8;
const headerLength = Number(new DataView(GOOD.buffer).getBigUint64(0, true));
const HEADER = JSON.parse(new TextDecoder().decode(GOOD.subarray(LENGTH, LENGTH + headerLength))) as Record<
  string,
  Tensor
>;
const NUMBERS = GOOD.subarray(LENGTH + headerLength);

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function written(header: string, numbers: Uint8Array, length?: bigint): Uint8Array<ArrayBuffer> {
  const text = bytesOf(header);
  const size = new Uint8Array(LENGTH);
  new DataView(size.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  return joined(size, text, numbers);
}

/** Tensors that overlap, lie outside, are negative, too many, or of shapes that no memory holds. */
function oddTensors(rng: Rng): unknown {
  const { __metadata__: metadata, ...tensors } = HEADER;
  const [name, tensor] = rng.pick(Object.entries(tensors));
  const [from, to] = tensor.data_offsets;
  const changed = rng.pick<() => object>([
    () => ({ data_offsets: [from - 4, to - 4] }),
    () => ({ data_offsets: [-4, to] }),
    () => ({ data_offsets: [to, from] }),
    () => ({ data_offsets: [0, to - from] }),
    () => ({ data_offsets: [from, 2 ** 53] }),
    () => ({ data_offsets: [2 ** 60, 2 ** 60 + to - from] }),
    () => ({ data_offsets: [from, to, to] }),
    () => ({ shape: [2 ** 53, 2 ** 53] }),
    () => ({ shape: [-1, -(to - from) / 4] }),
    () => ({ shape: [...tensor.shape, 1, 1] }),
    () => ({ shape: new Array(3000).fill(1) }),
    () => ({ dtype: rng.pick(['F16', 'BF16', 'I64', '']) }),
  ])();
  const many = Object.fromEntries(
    Array.from({ length: 600 }, (_, i) => [`t${i}`, { ...tensor, shape: [0], data_offsets: [0, 0] }]),
  );
  const renamed = rng.pick(['__proto__', `transformer.${name}`, 'x'.repeat(10_000)]);
  return rng.pick([
    { ...HEADER, [name]: { ...tensor, ...changed } },
    { ...HEADER, [name]: { ...tensor, ...changed } },
    { ...HEADER, ...many },
    {
      __metadata__: metadata,
      ...Object.fromEntries(Object.entries(tensors).map(([each, t]) => [each === name ? renamed : each, t])),
    },
  ]);
}

function anyFile(rng: Rng): Uint8Array<ArrayBuffer> {
  switch (rng.int(6)) {
    case 0:
      return hostileBytes(GOOD, rng);
    case 1:
      return hostileBytes(GOOD.subarray(0, rng.int(2000)), rng);
    case 2:
      return written(writeHostile(HEADER, rng), NUMBERS, rng.pick([0n, 1n, 2n ** 63n - 1n, 2n ** 64n - 1n, 300_000n]));
    case 3:
      return written(writeHostile(oddTensors(rng), rng), NUMBERS);
    case 4: {
      const numbers = NUMBERS.slice();
      const view = new DataView(numbers.buffer);
      view.setFloat32(4 * rng.int(total), rng.pick([NaN, Infinity, -Infinity, 1e-45, 3e38]), true);
      return written(JSON.stringify(HEADER), numbers);
    }
    default:
      return written(writeHostile(hostileValue(HEADER, rng), rng), NUMBERS);
  }
}

export const weights: Door = {
  name: 'weights',
  place: /^"\w+(\.safetensors)?" was not opened\. ./,
  enter: (rng) => {
    const bytes = anyFile(rng);
    try {
      const parameters = readOwnWeights('ppo', 'mine.safetensors', bytes.buffer, SETTINGS);
      hold(parameters.length === total && parameters.every(Number.isFinite), 'the weights');
      return [];
    } catch (error) {
      if (error instanceof FileError) return [error.message];
      throw error;
    }
  },
};
