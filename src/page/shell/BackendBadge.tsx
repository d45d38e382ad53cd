/** What runs the training, how fast, and why not a better one; the learner may choose. */
import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { BENCH, PAGE_PARAMETERS, type PageParameters } from '../../experiment/query';
import { BACKENDS } from '../../experiment/names';
import type { BackendReport, BackendTiming } from '../../protocol/protocol';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './BackendBadge.module.css';
import { formatNumber } from '../ui/format';
import shared from '../ui/shared.module.css';

export function BackendBadge() {
  const report = useStore(({ run }) => run.backend);
  return (
    <DialogTrigger>
      <Button
        className={styles.badge}
        data-testid="backend-badge"
        {...(report === null ? {} : { 'data-backend': report.backend })}
        isDisabled={report === null}
      >
        <span className={styles.computer}>{text.backend.computer}</span>{' '}
        <span>{report === null ? text.backend.starting : text.backend.ready}</span>
        {report !== null && <span className={styles.name}> ({text.backends[report.backend]})</span>}
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <Dialog className={styles.dialog} aria-label={text.backend.open}>
          {({ close }) => report !== null && <Timings report={report} onChosen={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

const CHOSEN_BY = {
  timing: text.backend.timing,
  memory: text.backend.memory,
  learner: text.backend.learner,
  fallback: text.backend.fallback,
  'only choice': text.backend.onlyChoice,
} satisfies Record<BackendReport['chosenBy'], string>;

/** Of a backend on which several train, that of as many as train now, where it is known. */
function timingNow({ workers }: BackendReport, timing: BackendTiming): BackendTiming {
  const known = timing.workers?.find((each) => each.workers === workers);
  if (!known) return timing;
  const { earlier: _, ...others } = timing;
  const { workers: _workers, ...now } = known;
  return { ...others, ...now };
}

interface TimingsProps {
  readonly report: BackendReport;
  readonly onChosen: () => void;
}

function Timings({ report, onChosen }: TimingsProps) {
  const chosen = useStore(({ page }) => page.backend);
  const stepsPerSecond = useStore(({ run, page }) => run.stages[page.stage]?.stepsPerSecond ?? null);
  const speed = stepsPerSecond === null ? '' : text.backend.stepsPerSecond(formatNumber(stepsPerSecond));
  const workers = report.workers === undefined ? '' : text.backend.workers(report.workers);
  const rows = report.timings.map((timing) => timingNow(report, timing));
  const facts = [text.backends[report.backend], report.device, workers, speed].filter((fact) => fact !== '');
  return (
    <>
      <h2 className={shared.heading}>{text.backend.heading}</h2>
      <p data-testid="backend-facts">{facts.join(', ')}</p>
      <table className={styles.timings}>
        <thead>
          <tr>
            <th scope="col">{text.backend.name}</th>
            <th scope="col">{text.backend.perStep}</th>
            <th scope="col">{text.backend.note}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ backend, millisecondsPerStep, reason, earlier }) => (
            <tr key={backend}>
              <th scope="row">{text.backends[backend]}</th>
              <td>
                <span className={shared.mono}>
                  {millisecondsPerStep === null ? text.backend.notTimed : formatNumber(millisecondsPerStep)}
                </span>{' '}
                {earlier && <span className={styles.earlier}>{text.backend.earlier}</span>}
              </td>
              <td>{backend === report.backend ? text.backend.inUse : reason || text.backend.notChosen}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{CHOSEN_BY[report.chosenBy]}</p>
      <Choice
        name="backend"
        legend={text.backend.choose}
        options={['auto', ...BACKENDS] as const}
        chosen={chosen}
        onChoose={(backend) => {
          onChosen();
          actions.chooseBackend(backend);
        }}
      >
        {(backend) => (backend === 'auto' ? text.backend.auto : text.backends[backend])}
      </Choice>
      <p className={shared.quiet}>{text.backend.restarts}</p>
      {report.workers !== undefined && <Workers report={report} />}
      <p className={shared.quiet}>
        <a href={`?${BENCH}`} target="_blank" className={shared.link} data-testid="measure">
          {text.backend.measure}
        </a>{' '}
        {text.backend.measureOpens}
      </p>
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: 'backend' | 'workers';
  readonly legend: string;
  readonly options: readonly T[];
  readonly chosen: T;
  readonly onChoose: (option: T) => void;
  /** What an option is called. */
  readonly children: (option: T) => ReactNode;
}

function Choice<T extends string>({ name, legend, options, chosen, onChoose, children }: ChoiceProps<T>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              data-testid={`${name}-${option}`}
              checked={option === chosen}
              onChange={() => onChoose(option)}
            />
            <span>{children(option)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** 1, 2, 4, … up to the most that make sense here, and whatever else is chosen. */
function choicesOf(most: number, chosen: PageParameters['workers']): readonly PageParameters['workers'][] {
  return PAGE_PARAMETERS.workers.filter((each) => {
    const workers = Number(each);
    return (
      each === 'auto' ||
      each === chosen ||
      (workers <= most && (Number.isInteger(Math.log2(workers)) || workers === most))
    );
  });
}

/** How many workers train together; another number changes nothing but the speed. */
function Workers({
  report: { workers: atWork = 1, mostWorkers = 1, timings, timedAgain },
}: {
  readonly report: BackendReport;
}) {
  const chosen = useStore(({ page }) => page.workers);
  const spares = useStore((state) => state.spares);
  const timed = timings.find(({ backend }) => backend === 'wasm')?.workers ?? [];
  const choices = choicesOf(mostWorkers, chosen);
  if (choices.length <= 2) return null;
  return (
    <>
      <Choice
        name="workers"
        legend={text.backend.chooseWorkers}
        options={choices}
        chosen={chosen}
        onChoose={actions.chooseWorkers}
      >
        {(workers) => {
          const known = timed.find((each) => String(each.workers) === workers);
          return (
            <>
              {workers === 'auto' ? text.backend.auto : workers}
              {known && (
                <span className={styles.earlier}>
                  {' '}
                  {text.backend.timed(formatNumber(known.millisecondsPerStep), known.earlier === true)}
                </span>
              )}
            </>
          );
        }}
      </Choice>
      <p className={shared.quiet}>
        {text.backend.workersMeaning}
        {spares && ` ${text.backend.spared}`}
        {!spares && atWork < Number(chosen) && ` ${text.backend.noCore}`}
        {timedAgain && ` ${text.backend.timedAgain}`}
      </p>
    </>
  );
}
