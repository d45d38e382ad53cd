/** The four networks, the ones at work in the present micro-step lit, the frozen ones marked. */
import { useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { NETWORKS, type NetworkName } from '../../../../experiment/names';
import type { MicroStepKind } from '../../../../protocol/microSteps';
import { FROZEN, NETWORKS_AT_WORK } from '../../../ui/networks';
import { NetworkGlyph } from '../../../ui/NetworkGlyph';
import { lineColor, textColor } from '../../../ui/colors';
import { Term } from '../../../ui/Term';
import styles from './Networks.module.css';

export function Networks({ kind }: { readonly kind: MicroStepKind<'ppo'> }) {
  const sharedTrunk = useStore(({ run }) => run.settings.sharedTrunk);
  const works = NETWORKS_AT_WORK[kind];
  return (
    <ul className={styles.networks} role="list" aria-label={text.step.networks} data-testid="networks">
      {NETWORKS.map((name) => {
        const work = works[name];
        const { label, meaning } = text.step.network[name];
        return (
          <li
            key={name}
            className={styles.network}
            data-network={name}
            data-working={work !== undefined}
            style={{ color: textColor(name), borderColor: lineColor(name) }}
          >
            <NetworkGlyph color={name} frozen={FROZEN[name]} working={work !== undefined} />
            <span className={styles.words}>
              <b>
                <Term meaning={meaning}>{label}</Term>
              </b>
              <span className={styles.state}>
                {work !== undefined ? text.step.work[work] : roleOf(name, sharedTrunk)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function roleOf(name: NetworkName, sharedTrunk: boolean): string {
  if (FROZEN[name]) return text.step.frozen;
  return name === 'value' && sharedTrunk ? text.step.sharedTrunk : text.step.learner;
}
