/** Brings files of rankings in, and says what came of it. */
import { useState } from 'react';
import { importFiles, readFiles } from '../../store/label/importFiles';
import { labelActions, useRankings } from '../../store/label/rankings';
import { text } from '../../text/text';

export interface Imports {
  readonly said: string;
  /** Why files were refused, a sentence each. */
  readonly problems: readonly string[];
  readonly say: (sentence: string) => void;
  readonly bringIn: (files: readonly File[]) => Promise<void>;
}

export function useImports(): Imports {
  const [{ said, problems }, setShown] = useState<Pick<Imports, 'said' | 'problems'>>({ said: '', problems: [] });
  const say = (sentence: string) => setShown({ said: sentence, problems: [] });
  const bringIn = async (chosen: readonly File[]) => {
    say('');
    const [read] = await Promise.all([readFiles(chosen), labelActions.recalled()]);
    // From here on nothing waits, so that files that are dropped meanwhile bring nothing twice.
    const { added, labelers, known, differing, refused } = importFiles(read, useRankings.getState().rankings);
    labelActions.add(added);
    const sentence = added.length === 0 ? '' : text.rankings.imported(added.length, labelers, known, differing);
    setShown({ said: sentence, problems: refused });
  };
  return { said, problems, say, bringIn };
}
