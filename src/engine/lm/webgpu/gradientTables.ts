/**
 * Tables for the two kernels that sum the parameters' gradients: for every weight matrix and every group of columns,
 * where its factors lie and where its gradient goes. All offsets are in vec4.
 */
import type { GptConfig } from '../config';
import type { ParameterLayout } from '../layout';
import { COLUMN_FIELDS, COLUMN_KINDS, type Column } from './kernels/columnSums';
import { MATRIX_FIELDS, tilesOf, type Matrix } from './kernels/weightGradient';
import type { Offsets } from './workspace';

/** Where each parameter lies, in vec4. */
export class Places {
  private readonly byName: ReadonlyMap<string, number>;

  constructor({ parameters }: ParameterLayout) {
    this.byName = new Map(parameters.map(({ name, offset }) => [name, offset / 4]));
  }

  of(name: string): number {
    const place = this.byName.get(name);
    if (place === undefined) throw new Error(`This network has no parameter named ${name}.`);
    return place;
  }
}

/** Name of the LN that reads state `s` of the residual stream. */
export const normName = (layers: number, s: number): string =>
  s === 2 * layers ? 'ln_f' : `h.${Math.floor(s / 2)}.ln_${1 + (s % 2)}`;

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Sets `field` of each to the sum of the sizes before it; returns them with the sum of all. */
function numbered<T extends object, K extends string>(
  items: readonly T[],
  field: K,
  sizeOf: (item: T) => number,
): [(T & Record<K, number>)[], number] {
  let total = 0;
  const result = items.map((item) => {
    const first = total;
    total += sizeOf(item);
    return { ...item, [field]: first } as T & Record<K, number>;
  });
  return [result, total];
}

/** The weight matrices, the tied embedding last, and the number of their tiles. */
export function matricesOf(config: GptConfig, places: Places, at: Offsets): [Matrix[], number] {
  const { layers } = config;
  const width = config.width / 4;
  const words = Math.ceil(config.vocabulary / 4);
  const last = 2 * layers;
  return numbered(
    [
      ...range(layers).flatMap((l) => [
        { name: `h.${l}.attn.c_attn`, x: at.normal[2 * l], dy: at.qkv[l], inner: width, outer: 3 * width },
        { name: `h.${l}.attn.c_proj`, x: at.attended[l], dy: at.stream[2 * l + 1], inner: width, outer: width },
        { name: `h.${l}.mlp.c_fc`, x: at.normal[2 * l + 1], dy: at.inner[l], inner: width, outer: 4 * width },
        { name: `h.${l}.mlp.c_proj`, x: at.activated[l], dy: at.stream[2 * l + 2], inner: 4 * width, outer: width },
      ]),
      { name: 'wte', x: 0, dy: at.normal[last], inner: words, outer: width },
    ].map(({ name, ...matrix }) => ({ ...matrix, weight: places.of(`${name}.weight`) })),
    'firstTile',
    ({ inner, outer }) => tilesOf(inner, outer),
  );
}

/** Everything that is no matrix, and the number of threads it takes. */
export function columnsOf(config: GptConfig, places: Places, at: Offsets): [Column[], number] {
  const { layers } = config;
  const width = config.width / 4;
  const last = 2 * layers;
  const { bias, norm: gain, positions, scalarHead } = COLUMN_KINDS;
  const nowhere = { x: 0, statistics: 0 };
  return numbered<Omit<Column, 'firstThread'>, 'firstThread'>(
    [
      ...range(last + 1).map((s) => ({
        kind: gain,
        width,
        dy: at.normal[s],
        x: at.stream[s],
        statistics: at.statistics[s],
        weight: places.of(`${normName(layers, s)}.weight`),
      })),
      ...range(layers).flatMap((l) =>
        [
          { name: 'attn.c_attn', width: 3 * width, dy: at.qkv[l] },
          { name: 'attn.c_proj', width, dy: at.stream[2 * l + 1] },
          { name: 'mlp.c_fc', width: 4 * width, dy: at.inner[l] },
          { name: 'mlp.c_proj', width, dy: at.stream[2 * l + 2] },
        ].map(({ name, ...sums }) => ({ kind: bias, ...nowhere, ...sums, weight: places.of(`h.${l}.${name}.bias`) })),
      ),
      { kind: positions, width: width * config.context, ...nowhere, dy: at.stream[0], weight: places.of('wpe.weight') },
      ...(config.scalarHead
        ? [
            {
              kind: scalarHead,
              width: width + 1,
              ...nowhere,
              dy: 0,
              x: at.normal[last],
              weight: places.of('score.weight'),
            },
          ]
        : []),
    ],
    'firstThread',
    (group) => group.width,
  );
}

/** Rows of numbers as the kernels read them. */
const table = <K extends string>(rows: readonly Readonly<Record<K, number>>[], fields: readonly K[]) =>
  Uint32Array.from(rows.flatMap((row) => fields.map((name) => row[name])));

export const matrixTable = (matrices: readonly Matrix[]) => table(matrices, MATRIX_FIELDS);
export const columnTable = (columns: readonly Column[]) => table(columns, COLUMN_FIELDS);
