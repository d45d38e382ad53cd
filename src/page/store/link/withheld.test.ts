import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromQuery } from '../../../experiment/query';
import { CONTROL_NAMES } from '../../../experiment/controls';
import {
  NOTHING_WITHHELD,
  readWithheld,
  standingOf,
  withhold,
  writeWithheld,
  type ControlStanding,
  type Withheld,
} from './withheld';

const anyWithheld = fc
  .array(fc.tuple(fc.constantFrom(...CONTROL_NAMES), fc.constantFrom<ControlStanding>('free', 'locked', 'hidden')))
  .map((said) => said.reduce((all, [name, standing]) => withhold(all, name, standing), NOTHING_WITHHELD));

function written(withheld: Withheld): string {
  const query = new URLSearchParams();
  writeWithheld(query, withheld);
  return query.toString();
}

describe('what a link withholds', () => {
  it('comes back from its query as it went in, and the experiment does not mind', () => {
    fc.assert(
      fc.property(anyWithheld, (withheld) => {
        const query = written(withheld);
        expect(readWithheld(new URLSearchParams(query))).toEqual({ withheld, problems: [] });
        expect(fromQuery(query).problems).toEqual([]);
      }),
    );
  });

  it('names every control once, so that no view, part or knob is mistaken for another', () => {
    expect(new Set(CONTROL_NAMES).size).toBe(CONTROL_NAMES.length);
  });

  it('reads names with commas or blanks, twice over or hidden and locked at once: then they are hidden', () => {
    const { withheld, problems } = readWithheld(new URLSearchParams('hide=reset,klCoef&hide=compare&lock=klCoef+seed'));
    expect(withheld).toEqual({ hidden: ['compare', 'reset', 'klCoef'], locked: ['seed'] });
    expect(problems).toEqual([]);
  });

  it('says which name it does not know, and the nearest that it does', () => {
    const { withheld, problems } = readWithheld(new URLSearchParams('hide=klcoef+reset&lock=zzzzzzzz'));
    expect(withheld).toEqual({ hidden: ['reset'], locked: [] });
    expect(problems).toEqual([
      '"hide" in the link names a control that does not exist: "klcoef". Perhaps klCoef was meant.',
      '"lock" in the link names a control that does not exist: "zzzzzzzz".',
    ]);
  });

  it('quotes the beginning alone of a long name', () => {
    const { problems } = readWithheld(new URLSearchParams({ hide: 'z'.repeat(5000) }));
    expect(problems).toEqual([`"hide" in the link names a control that does not exist: "${'z'.repeat(40)}…".`]);
  });

  it('holds of a knob what is said of its group', () => {
    const knobsLocked = withhold(NOTHING_WITHHELD, 'knobs', 'locked');
    expect(standingOf(knobsLocked, 'klCoef')).toBe('locked');
    expect(standingOf(knobsLocked, 'reset')).toBe('free');
    const advancedHidden = withhold(knobsLocked, 'advanced', 'hidden');
    expect(standingOf(advancedHidden, 'lambda')).toBe('hidden');
    expect(standingOf(advancedHidden, 'klCoef')).toBe('locked');
  });

  it('no query whatever breaks it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (hide, lock) => {
        const { withheld, problems } = readWithheld(new URLSearchParams({ hide, lock }));
        for (const name of [...withheld.hidden, ...withheld.locked]) expect(CONTROL_NAMES).toContain(name);
        for (const problem of problems) expect(problem).toMatch(/\.$/);
      }),
    );
  });
});
