/** Trained weights kept on disk under the settings that made them, so that no table trains what another has trained. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { KNOB_NAMES, KNOBS, type KnobName } from '../../src/experiment/knobs';
import type { KnobGroup } from '../../src/experiment/knobs/knob';
import type { TrainedStage } from '../../src/experiment/names';
import type { Settings } from '../../src/experiment/settings';

const BEFORE: Readonly<Record<TrainedStage, TrainedStage | null>> = {
  pretrain: null,
  sft: 'pretrain',
  rewardModel: 'sft',
  ppo: 'rewardModel',
};

/** Knobs of the world that a stage depends on. */
const WORLD: Readonly<Record<TrainedStage, readonly KnobName[]>> = {
  pretrain: ['spanishShare'],
  sft: ['demonstrations', 'wordings'],
  rewardModel: knobsOf('world'),
  ppo: [],
};

function knobsOf(group: KnobGroup): readonly KnobName[] {
  return KNOB_NAMES.filter((name) => KNOBS[name].group === group);
}

/** Every knob that a stage's weights depend on. */
function dependencies(stage: TrainedStage): KnobName[] {
  const before = BEFORE[stage];
  const own = [...WORLD[stage], ...knobsOf(stage)];
  return before ? [...dependencies(before), ...own] : ['size', 'seed', ...knobsOf('optimizer'), ...own];
}

/** A name for what training a stage with these settings gives; `variant` tells apart what the settings do not. */
export function shelfKey(stage: TrainedStage, settings: Settings, variant = ''): string {
  const names = dependencies(stage);
  if (stage === 'rewardModel' || stage === 'ppo') names.push('rewardModelSize');
  const values = names.sort().map((name) => [name, settings[name]]);
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);
  return [stage, settings.size, settings.seed, ...(variant ? [variant] : []), hash].join('-');
}

export interface ShelvedModel<Notes> {
  readonly parameters: Float32Array;
  readonly notes: Notes;
}

export class Shelf {
  constructor(private readonly folder: string) {}

  async take<Notes>(key: string): Promise<ShelvedModel<Notes> | null> {
    if (!existsSync(this.path(key, 'json'))) return null;
    const bytes = await readFile(this.path(key, 'f32'));
    const notes = JSON.parse(await readFile(this.path(key, 'json'), 'utf8')) as Notes;
    return { parameters: new Float32Array(new Uint8Array(bytes).buffer), notes };
  }

  /** The notes come last: without them the weights do not count as kept. */
  async keep<Notes>(key: string, { parameters, notes }: ShelvedModel<Notes>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.path(key, 'f32'), new Uint8Array(parameters.buffer));
    const unfinished = this.path(key, 'unfinished');
    await writeFile(unfinished, JSON.stringify(notes));
    await rename(unfinished, this.path(key, 'json'));
  }

  private path(key: string, ending: string): string {
    return `${this.folder}/${key}.${ending}`;
  }
}
