/** A figure with all that belongs to it: what to see, what the paper shows, its numbers as a table and as files. */
import { useRef, useState, type ReactNode } from 'react';
import { text, type Text } from '../../text/text';
import { part } from '../../ui/part';
import { Cited } from '../../ui/Cited';
import shared from '../../ui/shared.module.css';
import { TableToggle } from '../../ui/TableToggle';
import { useSize } from '../../ui/useSize';
import styles from './Evaluate.module.css';
import { figureCells, seriesOf, type Figure } from './figure';
import { FigureTable } from './FigureTable';
import { Panels } from './Panels';
import { Sign } from './Sign';

const ExportMenu = part(() => import('../../ui/ExportMenu').then((module) => module.default));

interface Props {
  readonly id: keyof Text['evaluate']['figures'];
  /** Null where there is nothing to draw yet. */
  readonly figure: Figure | null;
  /** What the learner can do for the figure; beside its sentence. */
  readonly children?: ReactNode;
}

export function FigureView({ id, figure, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLUListElement>(null);
  const { width, rem } = useSize(place);
  const [asTable, setAsTable] = useState(false);
  const { title, see, paper, missing } = text.evaluate.figures[id];
  return (
    <figure className={styles.figure} data-testid={`figure-${id}`}>
      <figcaption className={styles.caption}>
        <h3>{title}</h3>
        {figure !== null && (
          <div className={styles.tools}>
            <TableToggle title={title} asTable={asTable} onToggle={setAsTable} />
            <ExportMenu
              title={title}
              name={`figure-${id}`}
              cells={() => figureCells(figure)}
              drawing={() => place.current?.querySelector('svg') ?? null}
              legend={() => {
                const signs = legend.current?.querySelectorAll('svg') ?? [];
                return seriesOf(figure).map(({ label }, i) => ({ label, sign: signs[i] }));
              }}
            />
          </div>
        )}
        <p>
          <Cited>{figure === null ? missing : see}</Cited>
        </p>
        {children}
      </figcaption>
      <div ref={place}>
        {figure !== null && asTable && <FigureTable title={title} figure={figure} />}
        {figure !== null && !asTable && width > 0 && <Panels figure={figure} label={title} width={width} rem={rem} />}
      </div>
      {figure !== null && (
        <>
          <ul className={styles.legend} role="list" ref={legend}>
            {seriesOf(figure).map((series) => (
              <li key={series.key}>
                <Sign series={series} kind={figure.panels[0].kind} /> {series.label}
              </li>
            ))}
          </ul>
          <dl className={styles.definitions}>
            {figure.panels.map(
              ({ key, title: term, meaning }) =>
                meaning !== undefined && (
                  <div key={key}>
                    <dt>{term}</dt> <dd>{meaning}</dd>
                  </div>
                ),
            )}
          </dl>
          {figure.notes.map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
        </>
      )}
      <p className={shared.quiet}>
        <Cited>{paper}</Cited>
      </p>
    </figure>
  );
}
