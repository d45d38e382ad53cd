/** A network's plan bound to its buffers: lists of kernels that can be recorded as they are. */
import type { GptConfig } from '../config';
import type { ParameterLayout } from '../layout';
import type { Call } from './call';
import { prepare, record, type Buffers, type Dispatch } from './dispatch';
import { encodeSite, SITE_STRIDE } from './kernel';
import { columnTable, matrixTable } from './gradientTables';
import { makePlan, type Plan } from './plan';
import type { Purpose, Workspace } from './workspace';

export type Section = Exclude<keyof Plan, 'matrices' | 'columns'>;

const SECTIONS: Readonly<Record<Purpose, readonly Section[]>> = {
  inference: ['body', 'unembed', 'heads', 'packScores', 'draw'],
  training: ['body', 'unembed', 'heads', 'crossEntropy', 'headsBackward', 'backward', 'step'],
};

/** A buffer of rows of numbers, each row beginning at a multiple of `stride` bytes. */
function filled(
  device: GPUDevice,
  label: string,
  rows: readonly Uint32Array[],
  usage: number,
  stride: number,
): GPUBuffer {
  const buffer = device.createBuffer({ label, size: rows.length * stride, usage, mappedAtCreation: true });
  const numbers = new Uint32Array(buffer.getMappedRange());
  for (const [i, row] of rows.entries()) numbers.set(row, (i * stride) / 4);
  buffer.unmap();
  return buffer;
}

export class Bound {
  private readonly sections: ReadonlyMap<Section, readonly Dispatch[]>;
  private readonly tables: Readonly<Record<'sites' | 'matrices' | 'columns', GPUBuffer>>;

  /** `own`: the buffers that belong to the network alone. */
  constructor(
    device: GPUDevice,
    config: GptConfig,
    layout: ParameterLayout,
    purpose: Purpose,
    readonly workspace: Workspace,
    own: Omit<Buffers, 'sites'>,
  ) {
    const plan = makePlan(config, layout, workspace.offsets, workspace.capacity.rows);
    const names = SECTIONS[purpose];
    const uses = names.flatMap((section) => plan[section].map(({ kernel, site }) => ({ section, kernel, site })));
    const sites = uses.map(({ site }) => encodeSite(site));
    const { UNIFORM, STORAGE } = GPUBufferUsage;
    const table = (label: string, row: Uint32Array) => filled(device, label, [row], STORAGE, row.byteLength);
    this.tables = {
      sites: filled(device, 'sites', sites, UNIFORM, SITE_STRIDE),
      matrices: table('matrices', matrixTable(plan.matrices)),
      columns: table('columns', columnTable(plan.columns)),
    };
    const buffers = { ...own, ...workspace.buffers, ...this.tables } as Buffers;
    const sections = new Map<Section, Dispatch[]>(names.map((name) => [name, []]));
    for (const [i, { section, kernel, site }] of uses.entries()) {
      sections.get(section)?.push(prepare(device, buffers, kernel, site, i));
    }
    this.sections = sections;
  }

  /** Records parts of the plan; what they read of the call was uploaded before. */
  run(encoder: GPUCommandEncoder, names: readonly Section[], call: Call): void {
    const dispatches = names.flatMap((name) => {
      const found = this.sections.get(name);
      if (!found) throw new Error(`This workspace is not made for ${name}.`);
      return found;
    });
    record(encoder, dispatches, call);
  }

  dispose(): void {
    for (const buffer of Object.values(this.tables)) buffer.destroy();
  }
}
