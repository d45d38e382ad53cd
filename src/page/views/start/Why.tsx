/** Why people are asked: in five sentences, with the mean gold of every model as it is measured in this tab. */
import { useEffect, useRef, useState } from 'react';
import { STAGE_OF_SPEAKER, type Speaker } from '../../../experiment/names';
import { isOwn, isToMeasure, startActions } from '../../store/start';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { lineColor, SPEAKER_COLORS } from '../../ui/colors';
import { formatFixed, formatMeasured } from '../../ui/format';
import styles from './Start.module.css';

const words = text.start.why;

export function Why() {
  const section = useRef<HTMLElement>(null);
  const measured = useStore(({ run }) => Math.max(0, ...Object.values(run.meanGolds).map(({ prompts }) => prompts)));
  useMeasurement(section);
  return (
    <section className={styles.why} ref={section} aria-labelledby="start-why">
      <h2 className={styles.heading} id="start-why">
        {words.heading}
      </h2>
      <ol className={styles.steps} role="list">
        <Measured speaker="base" />
        <Measured speaker="fewShotBase" />
        <Measured speaker="sft" />
        <li className={styles.step}>
          <p>{words.rank}</p>
        </li>
        <Measured speaker="ppo" />
      </ol>
      <p className={styles.made}>{words.measured(measured)}</p>
    </section>
  );
}

/** One sentence on a model, with its mean gold as a bar and as a number. */
function Measured({ speaker }: { readonly speaker: Speaker }) {
  const gold = useStore(({ run }) => run.meanGolds[speaker]?.gold ?? null);
  const yours = useStore(({ run }) => isOwn(run.stages[STAGE_OF_SPEAKER[speaker]]?.origin ?? null));
  const name = words.speakers[speaker];
  const width = `${100 * (gold?.value ?? 0)}%`;
  return (
    <li className={styles.step} data-testid={`why-${speaker}`} data-value={gold?.value ?? ''}>
      <p>{words[speaker]}</p>
      <div className={styles.bar} title={words.chart}>
        <span className={styles.barName}>{yours ? words.yours(name) : name}</span>
        <span className={styles.track} aria-hidden="true">
          <span className={styles.level} style={{ width, background: lineColor(SPEAKER_COLORS[speaker]) }} />
        </span>
        <b>{formatMeasured(gold, (value) => formatFixed(value, 2))}</b>
      </div>
    </li>
  );
}

/** Measures while the section can be seen, and as long as something is not known. */
function useMeasurement(section: React.RefObject<HTMLElement | null>): void {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (section.current === null) return;
    const observer = new IntersectionObserver(([entry]) => setSeen(entry.isIntersecting), { threshold: 0.3 });
    observer.observe(section.current);
    return () => observer.disconnect();
  }, [section]);
  const measures = useStore(({ run }) => isToMeasure(run)) && seen;
  useEffect(() => {
    if (!measures) return;
    startActions.measure(true);
    return () => startActions.measure(false);
  }, [measures]);
}
