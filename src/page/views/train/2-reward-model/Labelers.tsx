/** What the pool of labelers promises, as its knobs stand. */
import { useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { formatShare } from '../../../ui/format';
import shared from '../../../ui/shared.module.css';
import { Term } from '../../../ui/Term';
import { OwnRankings } from './OwnRankings';

const FIGURES = ['agreement', 'agreementWithGold', 'ceiling'] as const;

export function Labelers() {
  return (
    <>
      <OwnRankings />
      <Figures />
    </>
  );
}

function Figures() {
  const figures = useStore(({ run }) => run.labelers);
  if (figures === null) return null;
  return (
    <section aria-label={text.labelers.heading} data-testid="labelers">
      <h2 className={shared.heading}>{text.labelers.heading}</h2>
      <ul className={shared.figures} role="list">
        {FIGURES.map((name) => (
          <li key={name} data-figure={name}>
            <Term meaning={text.labelers[name].meaning}>{text.labelers[name].label}</Term>{' '}
            <b>{formatShare(figures[name])}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
