/**
 * A peer: GPT-2 with Adam written with `@jax-js/jax`, the whole step one function under `jit`. No clipping and no weight
 * decay, which is less work than ours. Passing an array to anything gives it away there; `.ref` keeps it.
 */
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad, type Device } from '@jax-js/jax';
import type { GptConfig } from '../../src/engine/lm/config';
import { initialParameters, parameterLayout } from '../../src/engine/lm/layout';
import { Rng } from '../../src/rng';
import type { LaneMeasure } from '../bench/plan';
import { configOf, OPTIMIZER, randomBatch, type Task } from '../bench/work';

type Parameters = Record<string, np.Array>;

export async function openJax(device: Device): Promise<string> {
  const opened = await init(device);
  if (!opened.includes(device)) throw new Error(`jax-js could not start its ${device} backend.`);
  return defaultDevice(device);
}

export function jaxParameters(config: GptConfig, flat: Float32Array): Parameters {
  const arrays = parameterLayout(config).parameters.map(({ name, shape, offset, size }) => [
    name,
    np.array(flat.slice(offset, offset + size)).reshape([...shape]),
  ]);
  return Object.fromEntries(arrays) as Parameters;
}

function layerNorm(x: np.Array, gain: np.Array, bias: np.Array): np.Array {
  const centered = x.ref.sub(np.mean(x, -1, { keepdims: true }));
  const variance = np.mean(np.square(centered.ref), -1, { keepdims: true });
  return centered
    .div(np.sqrt(variance.add(1e-5)))
    .mul(gain)
    .add(bias);
}

function gelu(x: np.Array): np.Array {
  return nn.gelu(x, { approximate: true });
}

/** Cross entropy of the targets, nats per token. ids int32 [B·T] */
export function lossOf({ layers, heads, vocabulary, width }: GptConfig, batch: number) {
  return (parameters: Parameters, inputs: np.Array, targets: np.Array): np.Array => {
    const get = (name: string) => parameters[name].ref;
    const dense = (x: np.Array, name: string) => np.matmul(x, get(`${name}.weight`)).add(get(`${name}.bias`));
    const norm = (x: np.Array, name: string) => layerNorm(x, get(`${name}.weight`), get(`${name}.bias`));
    const time = inputs.shape[0] / batch;
    const attention = (x: np.Array, layer: number) => {
      const apart = dense(x, `h.${layer}.attn.c_attn`).reshape([batch, time, 3, heads, width / heads]);
      const [q, k, v] = [...apart.transpose([2, 0, 3, 1, 4])]; // [B, H, T, D/H] each
      const scores = np.matmul(q, k.transpose([0, 1, 3, 2])).mul(1 / Math.sqrt(width / heads));
      const weights = nn.softmax(np.where(np.tri(time).astype(np.bool), scores, -1e9), -1);
      const together = np.matmul(weights, v).transpose([0, 2, 1, 3]);
      const attended = together.reshape([batch * time, width]);
      return dense(attended, `h.${layer}.attn.c_proj`);
    };
    const words = np.matmul(nn.oneHot(inputs, vocabulary), get('wte.weight')).reshape([batch, time, width]);
    let x = words.add(get('wpe.weight')).reshape([batch * time, width]);
    for (let i = 0; i < layers; i++) {
      x = x.ref.add(attention(norm(x, `h.${i}.ln_1`), i));
      x = x.ref.add(dense(gelu(dense(norm(x, `h.${i}.ln_2`), `h.${i}.mlp.c_fc`)), `h.${i}.mlp.c_proj`));
    }
    const logits = np.matmul(norm(x, 'ln_f'), get('wte.weight').transpose());
    const chosen = nn.logSoftmax(logits, -1).mul(nn.oneHot(targets, vocabulary));
    tree.dispose(parameters);
    return chosen.sum().mul(-1 / (batch * time));
  };
}

/** One step of Adam; `rate` is the learning rate with both bias corrections. */
function adam(parameter: np.Array, gradient: np.Array, m: np.Array, v: np.Array, rate: np.Array) {
  const { beta1, beta2, epsilon } = OPTIMIZER;
  const nextM = m.mul(beta1).add(gradient.ref.mul(1 - beta1));
  const nextV = v.mul(beta2).add(np.square(gradient).mul(1 - beta2));
  const direction = nextM.ref.div(np.sqrt(nextV.ref).add(epsilon));
  return { parameter: parameter.sub(direction.mul(rate)), m: nextM, v: nextV };
}

/** Every array of the parameters' names. */
type Learning = { parameters: Parameters; m: Parameters; v: Parameters };

/** The library's own types lose the trees' names. */
interface Step {
  (learning: Learning, inputs: np.Array, targets: np.Array, rate: np.Array): Learning & { loss: np.Array };
  readonly dispose: () => void;
}
type Gradients = (parameters: Parameters, inputs: np.Array, targets: np.Array) => [np.Array, Parameters];

function makeStep(config: GptConfig, batch: number): Step {
  const gradients = valueAndGrad(lossOf(config, batch)) as unknown as Gradients;
  const names = parameterLayout(config).parameters.map(({ name }) => name);
  const step = ({ parameters, m, v }: Learning, inputs: np.Array, targets: np.Array, rate: np.Array) => {
    const [loss, gradient] = gradients(tree.ref(parameters), inputs, targets);
    const updates = names.map((name) => adam(parameters[name], gradient[name], m[name], v[name], rate.ref));
    rate.dispose();
    const named = (part: 'parameter' | 'm' | 'v') =>
      Object.fromEntries<np.Array>(names.map((name, i) => [name, updates[i][part]]));
    return { loss, parameters: named('parameter'), m: named('m'), v: named('v') };
  };
  return jit(step);
}

export function jaxTask(measure: LaneMeasure): Task {
  const config = configOf(measure);
  const { inputs, targets, batch } = randomBatch(measure.batch, config.context);
  const step = makeStep(config, batch);
  const parameters = jaxParameters(config, initialParameters(config, new Rng(1)));
  const zeros = (): Parameters =>
    Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, np.zeros(shape)]));
  let learning: Learning = { parameters, m: zeros(), v: zeros() };
  let steps = 0;
  const { learningRate, beta1, beta2 } = OPTIMIZER;
  return {
    run: async () => {
      steps++;
      const rate = (learningRate * Math.sqrt(1 - beta2 ** steps)) / (1 - beta1 ** steps);
      const ids = (values: Int32Array) => np.array(values.slice(), { dtype: np.int32 });
      const { loss, ...next } = step(learning, ids(inputs), ids(targets), np.array(rate));
      learning = next;
      const [value] = (await loss.data()) as Float32Array;
      if (!Number.isFinite(value)) throw new Error(`The loss is ${value}.`);
    },
    dispose: () => {
      tree.dispose(learning);
      step.dispose();
    },
  };
}
