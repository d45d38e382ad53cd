import { expect, it } from 'vitest';
import { recordingOf } from '../../../testing/recordings';
import { OUTCOMES } from '../../store/lab/outcomes';
import { foldLabRun, savedLabRun } from '../../store/saved/savedLabRun';
import { text } from '../../text/text';
import { isPredicted, predictionCells, predictionSentences } from './predictions';

const recording = recordingOf('goodhart');
const { choices, question } = text.lab.scenarios.goodhart;
const came = OUTCOMES.goodhart(foldLabRun(recording.events)) ?? -1;
const head = (more: Partial<Parameters<typeof savedLabRun>[0]>) =>
  savedLabRun({ ...recording, backend: 'wasm', begun: 1_790_000_000_000, prediction: null, ...more }).head;

it('says what was predicted, how many hands were raised for each answer, and what came out', () => {
  const [predicted, hands, out] = predictionSentences(head({ prediction: 0, tally: [3, 20, 5] }));
  expect(predicted).toBe(`Predicted: ${choices[0]}.`);
  expect(hands).toBe(`Hands: ${choices[0]}: 3; ${choices[1]}: 20; ${choices[2]}: 5.`);
  expect(out).toBe(`Came out: ${choices[came]}.`);
});

it('says nothing where nobody predicted, and of an older run nothing of what came out', () => {
  expect(isPredicted(head({}))).toBe(false);
  expect(predictionSentences(head({}))).toEqual([]);
  const { came: _, ...older } = head({ prediction: 2 });
  expect(predictionSentences(older)).toEqual([`Predicted: ${choices[2]}.`]);
});

it('is a table of one row a run', () => {
  const [columns, row] = predictionCells([head({ prediction: 0, tally: [3, 20, 5], recorded: true })]);
  expect(columns).toHaveLength(row.length);
  expect(row).toEqual([
    '2026-09-21T14:13:20.000Z',
    question,
    choices[0],
    `${choices[0]}: 3; ${choices[1]}: 20; ${choices[2]}: 5`,
    choices[came],
    recording.settings.seed,
    text.runs.lab.recorded,
  ]);
});

it('the table tells an outcome that is not clear from one that was not recorded', () => {
  const run = head({ prediction: 0 });
  const { came: _, ...older } = run;
  const [columns, ...rows] = predictionCells([{ ...run, came: null }, older]);
  expect(rows.map((row) => row[columns.indexOf('came out')])).toEqual([text.runs.lab.notClear, '']);
});
