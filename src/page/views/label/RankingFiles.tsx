/** Rankings as files: to take along, and to bring in those of other visits, machines or people. */
import { useRef } from 'react';
import { writePairs, writeRankings } from '../../store/label/exportRankings';
import { useRankings } from '../../store/label/rankings';
import { download } from '../../store/download';
import { text } from '../../text/text';
import { FileInput } from '../../ui/FileInput';
import parts from './parts.module.css';
import type { Imports } from './useImports';

const words = text.rankings;

export function RankingFiles({ said, problems, say, bringIn }: Imports) {
  const rankings = useRankings((state) => state.rankings);
  const input = useRef<HTMLInputElement>(null);
  const none = rankings.length === 0;
  /** Its letters keep the files of a whole class apart in one folder. */
  const fileName = (what: string) => `rlhf-playground-${what}-${rankings[0].id.slice(0, 4)}.jsonl`;
  const exportRankings = () => {
    say('');
    download(fileName('rankings'), writeRankings(rankings));
  };
  const exportPairs = () => {
    const { bytes, leftOut } = writePairs(rankings);
    say(leftOut > 0 ? words.pairsLeftOut(leftOut) : '');
    download(fileName('preferences'), bytes);
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
      <div className={parts.problem} role="alert" data-testid="label-problem">
        {problems.map((problem, i) => (
          <p key={i}>{problem}</p>
        ))}
      </div>
      <FileInput
        input={input}
        testId="label-file"
        label={words.importFile}
        accept=".jsonl,.ndjson,.json"
        onFiles={bringIn}
      />
    </>
  );
}
