/**
 * Which kernels run in which order: the forward pass, the heads, the backward pass and the step of one network, bound to
 * its buffers once.
 */
import type { GptConfig } from '../config';
import type { ParameterLayout } from '../layout';
import { attention, attentionBackward } from './kernels/attention';
import { columnSums, type Column } from './kernels/columnSums';
import { crossEntropySum } from './kernels/crossEntropy';
import { draw } from './kernels/draw';
import { heads, headsBackward, packScores } from './kernels/heads';
import { embedNorm, layerNorm, layerNormBackward } from './kernels/layerNorm';
import { linearGelu, linearResidual, queriesKeysValues, unembedBackward } from './kernels/linear';
import { adamw, gatherGradient, norm } from './kernels/optimizer';
import { linearBackward, linearGeluBackward, unembed } from './kernels/transposed';
import { weightGradient, type Matrix } from './kernels/weightGradient';
import type { Kernel, Site } from './kernel';
import { columnsOf, matricesOf, normName, Places } from './gradientTables';
import type { Offsets } from './workspace';

/** A kernel and where it works. */
export interface Use {
  readonly kernel: Kernel;
  readonly site: Site;
}

/** The parts of a network's work, each a list of kernels in order. */
export interface Plan {
  /** From tokens to the last hidden states. */
  readonly body: readonly Use[];
  /** Their scores over the vocabulary. */
  readonly unembed: readonly Use[];
  readonly heads: readonly Use[];
  readonly packScores: readonly Use[];
  readonly crossEntropy: readonly Use[];
  readonly draw: readonly Use[];
  readonly headsBackward: readonly Use[];
  /** From the heads' gradients to those of the parameters, added to what was gathered. */
  readonly backward: readonly Use[];
  readonly step: readonly Use[];
  readonly matrices: readonly Matrix[];
  readonly columns: readonly Column[];
}

/** Kernels that every network needs; attention is made for the width of its heads, in vec4. */
export const kernelsOf = (headWidth: number): readonly Kernel[] => [
  embedNorm,
  queriesKeysValues,
  attention(headWidth),
  linearResidual,
  layerNorm,
  linearGelu,
  unembed,
  heads,
  packScores,
  crossEntropySum,
  headsBackward,
  unembedBackward,
  layerNormBackward,
  linearGeluBackward,
  linearBackward,
  attentionBackward(headWidth),
  weightGradient,
  columnSums,
  gatherGradient,
  norm,
  adamw,
  draw,
];

const use = (kernel: Kernel, site: Site = {}): Use => ({ kernel, site });

export function makePlan(config: GptConfig, layout: ParameterLayout, at: Offsets, capacityRows: number): Plan {
  const { layers } = config;
  const width = config.width / 4;
  const headWidth = width / config.heads;
  const words = Math.ceil(config.vocabulary / 4);
  const last = 2 * layers;
  const places = new Places(layout);
  const weight = (name: string) => places.of(name);
  const dense = (name: string) => ({ weight: weight(`${name}.weight`), bias: weight(`${name}.bias`) });
  const normSite = (s: number) => ({
    ...dense(normName(layers, s)),
    x: at.stream[s],
    y: at.normal[s],
    statistics: at.statistics[s],
  });

  const layer = (l: number): Use[] => {
    const [before, between, after] = [2 * l, 2 * l + 1, 2 * l + 2];
    return [
      use(queriesKeysValues, {
        ...dense(`h.${l}.attn.c_attn`),
        inner: width,
        outer: 3 * width,
        x: at.normal[before],
        y: at.qkv[l],
      }),
      use(attention(headWidth), { x: at.qkv[l], y: at.attended[l], saved: l * capacityRows * config.heads }),
      use(linearResidual, {
        ...dense(`h.${l}.attn.c_proj`),
        inner: width,
        outer: width,
        x: at.attended[l],
        residual: at.stream[before],
        y: at.stream[between],
      }),
      use(layerNorm, normSite(between)),
      use(linearGelu, {
        ...dense(`h.${l}.mlp.c_fc`),
        inner: width,
        outer: 4 * width,
        x: at.normal[between],
        saved: at.inner[l],
        y: at.activated[l],
      }),
      use(linearResidual, {
        ...dense(`h.${l}.mlp.c_proj`),
        inner: 4 * width,
        outer: width,
        x: at.activated[l],
        residual: at.stream[between],
        y: at.stream[after],
      }),
      use(layerNorm, normSite(after)),
    ];
  };

  const normBackward = (s: number) => {
    const { weight, x, statistics } = normSite(s);
    const past = s === last ? {} : { residual: at.stream[s + 1], outer: width };
    return use(layerNormBackward, { weight, x, statistics, upstream: at.normal[s], y: at.stream[s], ...past });
  };
  const layerBackward = (l: number): Use[] => {
    const [before, between, after] = [2 * l, 2 * l + 1, 2 * l + 2];
    return [
      use(linearGeluBackward, {
        weight: weight(`h.${l}.mlp.c_proj.weight`),
        inner: width,
        outer: 4 * width,
        x: at.stream[after],
        saved: at.inner[l],
        y: at.inner[l],
      }),
      use(linearBackward, {
        weight: weight(`h.${l}.mlp.c_fc.weight`),
        inner: 4 * width,
        outer: width,
        x: at.inner[l],
        y: at.normal[between],
      }),
      normBackward(between),
      use(linearBackward, {
        weight: weight(`h.${l}.attn.c_proj.weight`),
        inner: width,
        outer: width,
        x: at.stream[between],
        y: at.attended[l],
      }),
      use(attentionBackward(headWidth), {
        x: at.qkv[l],
        result: at.attended[l],
        saved: l * capacityRows * config.heads,
        upstream: at.attended[l],
        y: at.qkv[l],
      }),
      use(linearBackward, {
        weight: weight(`h.${l}.attn.c_attn.weight`),
        inner: 3 * width,
        outer: width,
        x: at.qkv[l],
        y: at.normal[before],
      }),
      normBackward(before),
    ];
  };

  const everyLayer = Array.from({ length: layers }, (_, l) => l);
  const [matrices, tiles] = matricesOf(config, places, at);
  const [columns, threads] = columnsOf(config, places, at);
  const scores = { inner: width, outer: words };
  const score = config.scalarHead ? { inner: width, weight: weight('score.weight') } : {};
  return {
    body: [use(embedNorm, normSite(0)), ...everyLayer.flatMap(layer)],
    unembed: [use(unembed, { ...scores, x: at.normal[last], weight: weight('wte.weight') })],
    heads: [use(heads, { outer: words, x: at.normal[last], ...score })],
    packScores: [use(packScores, { outer: words })],
    crossEntropy: [use(crossEntropySum)],
    draw: [use(draw, { outer: words })],
    headsBackward: [use(headsBackward, { outer: words })],
    backward: [
      use(unembedBackward, {
        inner: words,
        outer: width,
        weight: weight('wte.weight'),
        bias: config.scalarHead ? weight('score.weight') : 0,
        y: at.normal[last],
      }),
      normBackward(last),
      ...[...everyLayer].reverse().flatMap(layerBackward),
      use(weightGradient, { inner: matrices.length, outer: tiles, residual: at.stream[0] }),
      use(columnSums, { inner: columns.length, outer: threads }),
      use(gatherGradient),
    ],
    step: [use(norm), use(adamw)],
    matrices,
    columns,
  };
}
