import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromQuery } from '../../../experiment/query';
import { CONTROL_NAMES, PARTS, VIEWS, type ControlName } from '../../../experiment/controls';
import { KNOB_NAMES } from '../../../experiment/knobs';
import { text } from '../../text/text';
import { onlyKnob, onlyView } from './presets';
import {
  NO_RESTRICTIONS,
  readRestrictions,
  controlStateOf,
  restrict,
  writeRestrictions,
  type ControlState,
  type Restrictions,
} from './restrictions';

const anyRestricted = fc
  .array(fc.tuple(fc.constantFrom(...CONTROL_NAMES), fc.constantFrom<ControlState>('free', 'locked', 'hidden')))
  .map((said) => said.reduce((all, [name, state]) => restrict(all, name, state), NO_RESTRICTIONS))
  // Seven may be all views, or all that Train has to show.
  .filter(({ hidden }) => hidden.length < 7);

function written(restrictions: Restrictions): string {
  const query = new URLSearchParams();
  writeRestrictions(query, restrictions);
  return query.toString();
}

describe('what a link restricts', () => {
  it('comes back from its query as it went in, and the experiment does not mind', () => {
    fc.assert(
      fc.property(anyRestricted, (restrictions) => {
        const query = written(restrictions);
        expect(readRestrictions(new URLSearchParams(query))).toEqual({ restrictions, problems: [] });
        expect(fromQuery(query).problems).toEqual([]);
      }),
    );
  });

  it('names every control once, so that no view, part or knob is mistaken for another', () => {
    expect(new Set(CONTROL_NAMES).size).toBe(CONTROL_NAMES.length);
  });

  it('reads names with commas or blanks, twice over or hidden and locked at once: then they are hidden', () => {
    const { restrictions, problems } = readRestrictions(
      new URLSearchParams('hide=reset,klCoef&hide=compare&lock=klCoef+seed'),
    );
    expect(restrictions).toEqual({ hidden: ['compare', 'reset', 'klCoef'], locked: ['seed'] });
    expect(problems).toEqual([]);
  });

  const hiddenBy = (query: string) => readRestrictions(new URLSearchParams(query)).restrictions.hidden;

  it('hides by show all others of the kind that it names, be they views, parts or knobs, and nothing of other kinds', () => {
    expect(hiddenBy('show=klCoef,lambda')).toEqual(KNOB_NAMES.filter((name) => !['klCoef', 'lambda'].includes(name)));
    expect(hiddenBy('show=label')).toEqual(VIEWS.filter((name) => name !== 'label'));
    const others: readonly ControlName[] = PARTS.filter((name) => !['run', 'knobs', 'advanced'].includes(name));
    expect(hiddenBy('show=run')).toEqual(others);
    expect(hiddenBy('show=train+klCoef&hide=klCoef+speed')).toEqual([
      ...VIEWS.filter((name) => name !== 'train'),
      'speed',
      ...KNOB_NAMES.filter((name) => name !== 'klCoef'),
    ]);
    expect(readRestrictions(new URLSearchParams('show=klcoef'))).toEqual({
      restrictions: NO_RESTRICTIONS,
      problems: ['"show" in the link names a control that does not exist: "klcoef". Perhaps klCoef was meant.'],
    });
  });

  it('shows what it both shows and hides, and says so, so that no page is blank', () => {
    for (const name of ['train', 'samples'] as const) {
      const { restrictions, problems } = readRestrictions(new URLSearchParams(`show=${name}&hide=${name}`));
      expect(controlStateOf(restrictions, name)).toBe('free');
      expect(problems).toEqual([`The link both shows and hides "${name}": it is shown.`]);
    }
  });

  it('shows Train where it hides every view, and the answers where it hides all of Train, and says so', () => {
    const [noView, noPart] = [text.classroom.link.noView, text.classroom.link.noPart];
    const read = (...hidden: readonly string[]) => readRestrictions(new URLSearchParams({ hide: hidden.join(' ') }));
    const views: readonly ControlName[] = VIEWS.filter((name) => name !== 'train');
    const parts: readonly ControlName[] = PARTS.filter((name) => name !== 'samples');
    expect(read(...VIEWS)).toEqual({ restrictions: { hidden: views, locked: [] }, problems: [noView] });
    expect(read(...PARTS)).toEqual({ restrictions: { hidden: parts, locked: [] }, problems: [noPart] });
    expect(read(...CONTROL_NAMES)).toEqual({
      restrictions: { hidden: [...views, ...parts, ...KNOB_NAMES], locked: [] },
      problems: [noView, noPart],
    });
    // What is left is enough: a view, a chart, a knob; of a Train that is hidden nothing is needed.
    for (const hidden of [views, parts, PARTS.filter((name) => name !== 'mainChart'), [...PARTS, 'train']])
      expect(read(...hidden).problems).toEqual([]);
    const knobsAlone = PARTS.filter((name) => name !== 'knobs' && name !== 'advanced');
    expect(read(...knobsAlone).problems).toEqual([]);
  });

  it('names what is left where that is shorter, kind by kind, and a knob alone in few signs', () => {
    const knobs = KNOB_NAMES.filter((name) => name !== 'klCoef');
    expect(written({ hidden: knobs, locked: [] })).toBe('show=klCoef');
    expect(written({ hidden: ['lab', 'reset', ...knobs], locked: ['map'] })).toBe(
      'hide=lab+reset&show=klCoef&lock=map',
    );
    expect(written({ hidden: [...KNOB_NAMES], locked: [] })).toBe(`hide=${KNOB_NAMES.join('+')}`);
    expect(written(onlyKnob(onlyView(NO_RESTRICTIONS, 'train'), 'klCoef')).length).toBeLessThan(100);
  });

  it('says which name it does not know, and the nearest that it does', () => {
    const { restrictions, problems } = readRestrictions(new URLSearchParams('hide=klcoef+reset&lock=zzzzzzzz'));
    expect(restrictions).toEqual({ hidden: ['reset'], locked: [] });
    expect(problems).toEqual([
      '"hide" in the link names a control that does not exist: "klcoef". Perhaps klCoef was meant.',
      '"lock" in the link names a control that does not exist: "zzzzzzzz".',
    ]);
  });

  it('tells of the first few of many names that it does not know, at once', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `knob${i}`).join(' ');
    const begun = performance.now();
    const { problems } = readRestrictions(new URLSearchParams({ lock: names }));
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(problems).toHaveLength(9);
    expect(problems.at(-1)).toBe('"lock" in the link names 19992 more controls that do not exist.');
  });

  it('quotes the beginning alone of a long name', () => {
    const { problems } = readRestrictions(new URLSearchParams({ hide: 'z'.repeat(5000) }));
    expect(problems).toEqual([`"hide" in the link names a control that does not exist: "${'z'.repeat(40)}…".`]);
  });

  it('holds of a knob what is said of its group', () => {
    const knobsLocked = restrict(NO_RESTRICTIONS, 'knobs', 'locked');
    expect(controlStateOf(knobsLocked, 'klCoef')).toBe('locked');
    expect(controlStateOf(knobsLocked, 'reset')).toBe('free');
    const advancedHidden = restrict(knobsLocked, 'advanced', 'hidden');
    expect(controlStateOf(advancedHidden, 'lambda')).toBe('hidden');
    expect(controlStateOf(advancedHidden, 'klCoef')).toBe('locked');
  });

  it('no query whatever breaks it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (hide, lock) => {
        const { restrictions, problems } = readRestrictions(new URLSearchParams({ hide, lock }));
        for (const name of [...restrictions.hidden, ...restrictions.locked]) expect(CONTROL_NAMES).toContain(name);
        for (const problem of problems) expect(problem).toMatch(/\.$/);
      }),
    );
  });
});
