/** Knobs of the label desk. */
import { number, type Knob } from './knob';

export const LABELS_KNOBS = {
  ownLabelWeight: number({
    group: 'labels',
    default: 10,
    min: 0,
    max: 100,
    step: 1,
    unit: 'simulated rankings',
    source: 'at 1, eight rankings among 2000 move next to nothing; at 0 they are as good as absent',
  }),
} satisfies Record<string, Knob>;
