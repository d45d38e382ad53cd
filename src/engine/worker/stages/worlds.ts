/** The world of the settings at hand, which takes a moment to make: it is made once, when it is first needed. */
import { KNOB_NAMES, KNOBS } from '../../../experiment/knobs';
import type { LabelerFigures } from '../../../protocol/label';
import { makeWorld, type World } from '../../rlhf/makeWorld';
import { Rng } from '../../../rng';
import type { Settings } from '../../../experiment/settings';
import { demonstrationPairs, labelerFigures } from '../../../world/labelerFigures';

/** Pairs of demonstrations on which the labelers' figures are worked out. */
const LABELED_PAIRS = 400;

/** What a world hangs on. */
const WORLD_KNOBS = KNOB_NAMES.filter((name) => name === 'seed' || KNOBS[name].group === 'world');

export function haveOneWorld(a: Settings, b: Settings): boolean {
  return WORLD_KNOBS.every((name) => a[name] === b[name]);
}

export class Worlds {
  private last: { readonly settings: Settings; readonly world: World } | null = null;

  /** What its labelers promise before anything is trained. */
  figures(settings: Settings): LabelerFigures {
    return labelerFigures(this.of(settings).labelers, demonstrationPairs(LABELED_PAIRS, new Rng(0)));
  }

  of(settings: Settings): World {
    if (!this.last || !haveOneWorld(this.last.settings, settings)) this.last = { settings, world: makeWorld(settings) };
    return this.last.world;
  }
}
