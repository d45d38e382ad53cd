/** Answers have the whole width where a link has left nothing beside them. */
import { expect, it } from 'vitest';
import { TRAINED_STAGES } from '../../../experiment/names';
import { onlyAnswers } from '../../store/link/presets';
import { NO_RESTRICTIONS, restrict } from '../../store/link/restrictions';
import { isAlone } from './isAlone';
import { STAGE_PAGES } from './pages';
import { knobsOf } from './stagePage';

it.each(TRAINED_STAGES)(
  'the answers of %s stand alone by the preset, and not once anything beside them is shown',
  (stage) => {
    const knobs = knobsOf(STAGE_PAGES[stage]);
    const alone = onlyAnswers(NO_RESTRICTIONS);
    expect(isAlone(alone, knobs)).toBe(true);
    expect(isAlone(NO_RESTRICTIONS, knobs)).toBe(false);
    for (const name of ['knobs', 'mainChart', 'charts', 'moreCurves', 'weights'] as const)
      expect(isAlone(restrict(alone, name, 'free'), knobs), name).toBe(false);
  },
);
