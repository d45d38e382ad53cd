/** Knobs of TAMER. */
import { choice, integer, measured, number, toggle, type Knob } from './knob';

export const TAMER_KNOBS = {
  feedbackReading: choice({
    group: 'tamer',
    choices: ['response', 'token'],
    default: 'response',
    source: 'TAMER (Knox and Stone 2009) rates single actions, which are tokens here',
  }),
  feedbackPerRound: integer({
    group: 'tamer',
    default: 16,
    min: 1,
    max: 64,
    step: 1,
    unit: 'responses',
    source: measured,
  }),
  tamerRounds: integer({
    group: 'tamer',
    default: 16,
    min: 1,
    max: 200,
    step: 1,
    unit: 'rounds',
    source: measured,
  }),
  secondsPerToken: number({
    group: 'tamer',
    default: 0.5,
    min: 0.1,
    max: 3,
    step: 0.1,
    unit: 's',
    source: 'slow enough for a press within 0.2 to 0.8 s to mean a token or two',
  }),
  simulatedLabeler: toggle({
    group: 'tamer',
    default: false,
    source: 'off: you judge',
  }),
} satisfies Record<string, Knob>;
