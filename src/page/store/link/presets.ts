/** What a teacher wants to withhold in one go: each preset says how many controls stand at once. */
import { KNOB_NAMES, type KnobName } from '../../../experiment/knobs';
import { VIEWS, type ControlName, type View } from '../../../experiment/controls';
import { standingOf, withhold, type ControlStanding, type Withheld } from './withheld';

/** With these a student would change the experiment; running and stepping it changes nothing. */
const CHANGES: readonly ControlName[] = ['knobs', 'weights', 'backend', 'nextRound', 'fromNothing'];

/** With these a student would leave the experiment that was shared, or drop what was trained in it. */
const LEAVES: readonly ControlName[] = ['reset', 'weights', 'nextRound', 'fromNothing'];
/** The same, but there is something to see in them. */
const LEAVES_SEEN: readonly ControlName[] = ['map', 'backend'];

function withholdAll(withheld: Withheld, names: readonly ControlName[], standing: ControlStanding): Withheld {
  return names.reduce((all, name) => withhold(all, name, standing), withheld);
}

/** What is hidden stays hidden. */
function lockAll(withheld: Withheld, names: readonly ControlName[]): Withheld {
  return withholdAll(
    withheld,
    names.filter((name) => standingOf(withheld, name) !== 'hidden'),
    'locked',
  );
}

/** The experiment can be run and stepped, and looked at from everywhere. */
export function lockEverything(withheld: Withheld): Withheld {
  return lockAll(withheld, CHANGES);
}

function keepToTheExperiment(withheld: Withheld): Withheld {
  return lockAll(withholdAll(withheld, LEAVES, 'hidden'), LEAVES_SEEN);
}

export function hideAdvanced(withheld: Withheld): Withheld {
  return withhold(withheld, 'advanced', 'hidden');
}

/** No way leads to another view, or to another experiment. */
export function onlyView(withheld: Withheld, view: View): Withheld {
  const others = VIEWS.filter((name) => name !== view);
  return keepToTheExperiment(withhold(withholdAll(withheld, others, 'hidden'), view, 'free'));
}

/** Of all knobs these are shown, and can be turned. */
export function onlyKnobs(withheld: Withheld, shown: readonly KnobName[]): Withheld {
  const groups: readonly ControlName[] = ['knobs', 'advanced'];
  const others = KNOB_NAMES.filter((name) => !shown.includes(name));
  return withholdAll(withholdAll(withheld, [...groups, ...shown], 'free'), others, 'hidden');
}

/** The knob is all that can be changed. */
export function onlyKnob(withheld: Withheld, knob: KnobName): Withheld {
  return keepToTheExperiment(onlyKnobs(withheld, [knob]));
}
