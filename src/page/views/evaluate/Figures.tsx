/** The papers' figures on these models. */
import { useMemo } from 'react';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { Restrictable } from '../../ui/Restrictable';
import { AllSizes } from './AllSizes';
import styles from './Evaluate.module.css';
import { barFigure, HHH, METADATA, sizeFigure, taxFigure } from './figures';
import { FigureView } from './FigureView';
import { overoptimizationFigure, type Policy } from './overoptimizationFigure';

/** The rounds of PPO on the page, and the last one of the run that lies over it. */
function usePolicies(): readonly Policy[] {
  const rounds = useStore(({ run }) => run.curves.ppo);
  const overlay = useStore((state) => state.overlay);
  return useMemo(() => {
    const several = rounds.length > 1;
    const own = rounds.map((curves) => ({
      label: several ? text.curves.round(curves.round) : '',
      curves,
      over: false,
    }));
    const other = overlay?.curves.ppo.at(-1);
    return other === undefined || overlay === null
      ? own
      : [...own, { label: overlay.label, curves: other, over: true }];
  }, [rounds, overlay]);
}

export function Figures() {
  const evaluations = useStore(({ run }) => run.evaluations);
  const sizeMarks = useStore(({ run }) => run.sizeMarks);
  const taxed = useStore(({ run }) => run.taxed);
  const settings = useStore(({ run }) => run.settings);
  const policies = usePolicies();
  const size = useMemo(() => sizeFigure(sizeMarks), [sizeMarks]);
  const hhh = useMemo(() => barFigure(evaluations, HHH), [evaluations]);
  const metadata = useMemo(() => barFigure(evaluations, METADATA), [evaluations]);
  const tax = useMemo(() => taxFigure({ evaluations, taxed, settings }), [evaluations, taxed, settings]);
  const overoptimization = useMemo(() => overoptimizationFigure(policies), [policies]);
  return (
    <section className={styles.figures} aria-label={text.evaluate.figuresLabel}>
      <Restrictable name="mainChart">
        <FigureView id="size" figure={size}>
          <AllSizes />
        </FigureView>
      </Restrictable>
      <Restrictable name="charts">
        <FigureView id="metadata" figure={metadata} />
        <FigureView id="overoptimization" figure={overoptimization} />
        <FigureView id="tax" figure={tax} />
        <FigureView id="hhh" figure={hhh} />
      </Restrictable>
    </section>
  );
}
