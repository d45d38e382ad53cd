/** What a teacher wants to restrict in one go: each preset says how many controls stand at once. */
import { KNOB_NAMES, type KnobName } from '../../../experiment/knobs';
import { VIEWS, type ControlName, type View } from '../../../experiment/controls';
import { controlStateOf, restrict, type ControlState, type Restrictions } from './restrictions';

/** With these a student would change the experiment; running and stepping it changes nothing. */
const CHANGES: readonly ControlName[] = ['knobs', 'weights', 'backend', 'nextRound', 'fromNothing'];

/** With these a student would leave the experiment that was shared, or drop what was trained in it. */
const LEAVES: readonly ControlName[] = ['reset', 'weights', 'nextRound', 'fromNothing'];
/** Controls that lead away and also show something. */
const LEAVES_SEEN: readonly ControlName[] = ['map', 'backend'];

function restrictAll(restrictions: Restrictions, names: readonly ControlName[], state: ControlState): Restrictions {
  return names.reduce((all, name) => restrict(all, name, state), restrictions);
}

/** What is hidden stays hidden. */
function lockAll(restrictions: Restrictions, names: readonly ControlName[]): Restrictions {
  return restrictAll(
    restrictions,
    names.filter((name) => controlStateOf(restrictions, name) !== 'hidden'),
    'locked',
  );
}

/** Locks what changes the experiment: it can be run and stepped, and seen in every view. */
export function lockEverything(restrictions: Restrictions): Restrictions {
  return lockAll(restrictions, CHANGES);
}

function keepToTheExperiment(restrictions: Restrictions): Restrictions {
  return lockAll(restrictAll(restrictions, LEAVES, 'hidden'), LEAVES_SEEN);
}

export function hideAdvanced(restrictions: Restrictions): Restrictions {
  return restrict(restrictions, 'advanced', 'hidden');
}

/** The answers of the model, without a curve, the mathematics behind them, or anything to set. */
export function onlyAnswers(restrictions: Restrictions): Restrictions {
  const others = ['inside', 'source', 'mainChart', 'charts', 'moreCurves', 'knobs', 'weights'] as const;
  return restrict(restrictAll(restrictions, others, 'hidden'), 'samples', 'free');
}

/** Of all charts the main one. */
export function oneCurve(restrictions: Restrictions): Restrictions {
  return restrict(restrictAll(restrictions, ['charts', 'moreCurves'], 'hidden'), 'mainChart', 'free');
}

/** No way leads to another view, or to another experiment. */
export function onlyView(restrictions: Restrictions, view: View): Restrictions {
  const others = VIEWS.filter((name) => name !== view);
  return keepToTheExperiment(restrict(restrictAll(restrictions, others, 'hidden'), view, 'free'));
}

/** Of all knobs these are shown, and can be turned. */
export function onlyKnobs(restrictions: Restrictions, shown: readonly KnobName[]): Restrictions {
  const groups: readonly ControlName[] = ['knobs', 'advanced'];
  const others = KNOB_NAMES.filter((name) => !shown.includes(name));
  return restrictAll(restrictAll(restrictions, [...groups, ...shown], 'free'), others, 'hidden');
}

/** The knob is all that can be changed. */
export function onlyKnob(restrictions: Restrictions, knob: KnobName): Restrictions {
  return keepToTheExperiment(onlyKnobs(restrictions, [knob]));
}
