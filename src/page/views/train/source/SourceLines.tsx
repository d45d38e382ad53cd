/** The lines of our own source that compute a micro-step; those that name the lit term light up. */
import { useEffect, useState } from 'react';
import { useLitTerm } from '../../../store/run/litTerm';
import { linesOf, type TermKey } from '../../../text/terms';
import { text } from '../../../text/text';
import { cutFunction, type Cut } from './extractFunction';
import type { SourcePlace } from './microStepSources';
import { readSource } from './sourceFiles';
import styles from './SourceLines.module.css';

interface Shown extends Cut, SourcePlace {}

async function readCuts(places: readonly SourcePlace[]): Promise<readonly Shown[]> {
  return Promise.all(
    places.map(async (place) => ({ ...place, ...cutFunction(await readSource(place.file), place.name) })),
  );
}

function litLines(term: TermKey | null, { lines }: Cut): readonly number[] {
  return term === null ? [] : linesOf(term, lines);
}

function caption({ file, name, first, lines }: Shown): string {
  return text.step.sourceLines(file, first, first + lines.length - 1, name);
}

interface Read {
  readonly of: readonly SourcePlace[];
  /** Null: they could not be fetched. */
  readonly cuts: readonly Shown[] | null;
}

export function SourceLines({ places }: { readonly places: readonly SourcePlace[] }) {
  const [read, setRead] = useState<Read | null>(null);
  const [open, setOpen] = useState(false);
  const term = useLitTerm((state) => state.term);
  useEffect(() => {
    let current = true;
    const show = (cuts: Read['cuts']) => current && setRead({ of: places, cuts });
    readCuts(places).then(show, () => show(null));
    return () => {
      current = false;
    };
  }, [places]);
  const known = read?.of === places ? read.cuts : [];
  const cuts = known ?? [];
  /** The first line that the term stands in, to be seen while the rest is closed. */
  const [glimpse] = cuts.flatMap((cut) => litLines(term, cut).map((line) => ({ cut, line })));
  if (places.length === 0) return null;
  return (
    <details
      className={styles.source}
      data-testid="source"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={styles.summary}>
        <span className={styles.name}>
          <span>{text.step.source}</span>{' '}
          <span>{known === null ? text.step.sourceMissing : cuts.length > 0 && caption(cuts[0])}</span>
          <span>{cuts.length > 1 && ` ${text.step.moreSources(cuts.length - 1)}`}</span>
        </span>
        {!open && glimpse !== undefined && (
          <code className={styles.glimpse} data-lit="true">
            {glimpse.cut.lines[glimpse.line].trim()}
          </code>
        )}
      </summary>
      {open && (
        <div className={styles.cuts} tabIndex={0} role="region" aria-label={text.step.source}>
          {cuts.map((cut) => (
            <figure key={`${cut.file} ${cut.name}`} data-source={`${cut.file} ${cut.name}`}>
              <figcaption className={styles.name}>{caption(cut)}</figcaption>
              <Lines cut={cut} lit={litLines(term, cut)} />
            </figure>
          ))}
        </div>
      )}
    </details>
  );
}

function Lines({ cut, lit }: { readonly cut: Cut; readonly lit: readonly number[] }) {
  return (
    <ol className={styles.lines} start={cut.first}>
      {cut.lines.map((line, i) => (
        <li key={i} data-lit={lit.includes(i)}>
          <code>{line}</code>
        </li>
      ))}
    </ol>
  );
}
