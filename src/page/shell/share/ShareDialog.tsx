/** The link to this page, and what it hides or locks for those that it is given to. */
import { useState } from 'react';
import { KNOBS, KNOB_NAMES, knobOf, type KnobName } from '../../../experiment/knobs';
import { openKnobs } from '../../../experiment/scenarios';
import { withFreshStart } from '../../store/link/freshStart';
import { linkTo, type Linked } from '../../store/link/link';
import { linked } from '../../store/store';
import { PARTS, VIEWS, type ControlName, type Part } from '../../../experiment/controls';
import { NO_RESTRICTIONS, restrict, type ControlState } from '../../store/link/restrictions';
import { text } from '../../text/text';
import { ModalDialog } from '../../ui/ModalDialog';
import { prose } from '../../ui/prose';
import shared from '../../ui/shared.module.css';
import { CopyField } from './CopyField';
import { HandOn } from './HandOn';
import { shareContents } from './shareContents';
import { ShareGroup } from './ShareGroup';
import styles from './ShareDialog.module.css';
import { SharePresets } from './SharePresets';

const words = text.classroom.share;

const RUN_BAR: readonly Part[] = ['run', 'microStep', 'iteration', 'reset', 'speed'];
const LAB: readonly Part[] = ['prediction', 'liveRun', 'recordings'];
const PAGE = PARTS.filter((part) => ![...RUN_BAR, ...LAB].includes(part));

/** Knobs that one meets in this view, then all the others. */
function knobsHere({ view, scenario, page }: Linked): readonly KnobName[] {
  if (view === 'lab') return scenario === null ? [] : openKnobs(scenario.name);
  const own = KNOB_NAMES.filter((name) => KNOBS[name].group === page.stage);
  return [...own].sort((a, b) => Number(isAdvanced(a)) - Number(isAdvanced(b)));
}

function isAdvanced(name: KnobName): boolean {
  return knobOf(name).advanced === true;
}

/**
 * The page as it stands, with rude words masked, also where it shows them: whoever hands those on unticks a box. How many
 * workers are the fastest, each computer finds out for itself.
 */
function forAClass(): Linked {
  const here = linked();
  return { ...here, page: { ...here.page, mask: 'on', workers: 'auto' } };
}

export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const [link, setLink] = useState(forAClass);
  const { restrictions, page } = link;
  const [fresh, setFresh] = useState(false);
  const plain = `${location.origin}${location.pathname}${linkTo(link, true)}`;
  const address = fresh ? withFreshStart(plain) : plain;
  const change = (changed: Partial<Linked>) => {
    setLink({ ...link, ...changed });
  };
  const set = (name: ControlName, state: ControlState) => change({ restrictions: restrict(restrictions, name, state) });
  const here = knobsHere(link);
  const group = (heading: string, names: readonly ControlName[]) => (
    <ShareGroup heading={heading} names={names} restrictions={restrictions} onSet={set} />
  );
  return (
    <ModalDialog name="share" heading={words.heading} close={words.close} onClose={onClose}>
      <CopyField value={address} label={words.link} button={words.copy} id="link" main />
      <p className={styles.quiet}>
        {words.holds} <b data-testid="share-contents">{prose(shareContents(link), fresh && words.startsFresh)}</b>.
      </p>
      <HandOn address={address} />
      <section className={styles.controls} aria-label={words.shown}>
        <h3 className={shared.heading}>
          {words.shown}:{' '}
          <span aria-live="polite" data-testid="share-restrictions">
            {words.restrictions(restrictions.hidden.length, restrictions.locked.length)}
          </span>
        </h3>
        <p className={styles.quiet}>{words.shownMeaning}</p>
        <div className={styles.whole}>
          <label>
            <input
              type="checkbox"
              data-testid="share-mask"
              checked={page.mask === 'on'}
              onChange={({ target }) => change({ page: { ...page, mask: target.checked ? 'on' : 'off' } })}
            />{' '}
            {words.mask}
          </label>
          <label title={text.earlierWork.freshMeaning}>
            <input
              type="checkbox"
              data-testid="share-fresh"
              checked={fresh}
              onChange={({ target }) => setFresh(target.checked)}
            />{' '}
            {words.fresh}
          </label>
          <button type="button" className={shared.link} onClick={() => change({ restrictions: NO_RESTRICTIONS })}>
            {words.all}
          </button>
        </div>
        <SharePresets
          view={link.view}
          here={here}
          restrictions={restrictions}
          onChange={(after) => change({ restrictions: after })}
        />
        <details>
          <summary data-testid="share-each">{words.each}</summary>
          <div className={styles.each}>
            {group(words.groups.views, VIEWS)}
            {group(words.groups.runBar, RUN_BAR)}
            {link.view === 'lab' && group(words.groups.lab, LAB)}
            {here.length > 0 && group(link.view === 'lab' ? words.groups.scenarioKnobs : words.groups.knobs, here)}
            {group(words.groups.page, PAGE)}
            <details>
              <summary>{words.groups.otherKnobs}</summary>
              {link.view !== 'lab' && group(words.groups.lab, LAB)}
              {group(
                words.groups.otherKnobs,
                KNOB_NAMES.filter((name) => !here.includes(name)),
              )}
            </details>
          </div>
        </details>
      </section>
    </ModalDialog>
  );
}
