/** What was predicted of the lab's runs: as sentences on a card, and as rows of a table that leaves the page. */
import type { CsvCell } from '../../../formats/csv';
import type { SavedLabRun } from '../../store/saved/savedLabRun';
import { text } from '../../text/text';

const words = text.runs.lab;

type Predicted = Pick<SavedLabRun, 'scenario' | 'prediction' | 'tally' | 'came'>;

export function isPredicted({ prediction, tally }: Predicted): boolean {
  return prediction !== null || tally !== undefined;
}

/** "fall while the score rises: 12", one for each choice. */
function countsOf({ scenario, tally = [] }: Predicted): readonly string[] {
  return tally.map((hands, i) => `${text.lab.scenarios[scenario].choices[i]}: ${hands}`);
}

function choiceOf({ scenario }: Predicted, choice: number): string {
  return text.lab.scenarios[scenario].choices[choice];
}

/** Empty of an older run, which did not record what came out. */
function outcomeCell(run: Predicted): string {
  if (run.came === undefined) return '';
  return run.came === null ? words.notClear : choiceOf(run, run.came);
}

/** Empty where nobody predicted. */
export function predictionSentences(run: Predicted): readonly string[] {
  const { prediction, tally, came } = run;
  if (!isPredicted(run)) return [];
  return [
    ...(prediction === null ? [] : [words.predicted(choiceOf(run, prediction))]),
    ...(tally === undefined ? [] : [words.hands(countsOf(run))]),
    ...(came === undefined ? [] : [came === null ? words.unclear : words.came(choiceOf(run, came))]),
  ];
}

/** A head and a row for each run. */
export function predictionCells(runs: readonly SavedLabRun[]): readonly (readonly CsvCell[])[] {
  return [
    words.columns,
    ...runs.map((run) => [
      new Date(run.begun).toISOString(),
      text.lab.scenarios[run.scenario].question,
      run.prediction === null ? '' : choiceOf(run, run.prediction),
      countsOf(run).join('; '),
      outcomeCell(run),
      run.settings.seed,
      run.imported ? words.imported : run.recorded ? words.recorded : words.live,
    ]),
  ];
}
