/** Rankings as files: to take along, and to bring in those of another visit, machine or person. */
import { useRef, useState } from 'react';
import { FileError } from '../../../formats/safetensors';
import { download } from '../../store/download';
import { labelActions, useRankings } from '../../store/label/rankings';
import { text } from '../../text/text';
import { FileInput } from '../../ui/FileInput';
import { writePairs, writeRankings } from '../../store/label/exportRankings';
import parts from './parts.module.css';
import { readRankings } from '../../store/label/rankingFile';
import { RankingFileError } from '../../store/label/rankingRecord';

const words = text.label.kept;

export function RankingFiles() {
  const rankings = useRankings((state) => state.rankings);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const none = rankings.length === 0;
  const say = (sentence: string, wrong = '') => {
    setSaid(sentence);
    setProblem(wrong);
  };
  const bringIn = async (file: File) => {
    say('');
    try {
      const bytes = await file.arrayBuffer();
      const { added, known, differing } = readRankings(bytes, useRankings.getState().rankings);
      labelActions.add(added);
      say(words.imported(added.length, known, differing));
    } catch (error) {
      const told = error instanceof RankingFileError || error instanceof FileError;
      say('', text.label.file.refused(file.name, told ? error.message : text.label.file.unread));
    }
  };
  const exportRankings = () => {
    say('');
    download('rlhf-playground-rankings.jsonl', writeRankings(rankings));
  };
  const exportPairs = () => {
    const { bytes, leftOut } = writePairs(rankings);
    say(leftOut > 0 ? words.pairsLeftOut(leftOut) : '');
    download('rlhf-playground-preferences.jsonl', bytes);
  };
  return (
    <>
      <div className={parts.buttons}>
        <button
          type="button"
          data-testid="label-export-rankings"
          title={words.exportRankingsMeaning}
          aria-disabled={none}
          onClick={() => none || exportRankings()}
        >
          {words.exportRankings}
        </button>
        <button
          type="button"
          data-testid="label-export-pairs"
          title={words.exportPairsMeaning}
          aria-disabled={none}
          onClick={() => none || exportPairs()}
        >
          {words.exportPairs}
        </button>
        <button type="button" title={words.importMeaning} onClick={() => input.current?.click()}>
          {words.importFile}
        </button>
      </div>
      <p role="status" data-testid="label-imported">
        {said}
      </p>
      <p className={parts.problem} role="alert" data-testid="label-problem">
        {problem}
      </p>
      <FileInput
        input={input}
        testId="label-file"
        label={words.importFile}
        accept=".jsonl,.ndjson,.json"
        onFile={bringIn}
      />
    </>
  );
}
