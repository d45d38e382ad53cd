/** What the last visit left, read from the shelf and checked, for the banner that offers it and the page that takes it. */
import { text } from '../../text/text';
import { takeRun, takeSession, takeUnfinished, type KeptSession } from './shelf';
import type { Seen, Unfinished } from './unfinished';

export interface Left {
  /** The weights of what was trained. */
  readonly session: KeptSession | null;
  /** Where the stages in the middle stood, and what their page had seen. */
  readonly standing: { readonly unfinished: Unfinished; readonly seen: Seen } | null;
  /** Why that cannot be read though it lies there: a sentence. */
  readonly problem: string | null;
}

export async function takeLeft(): Promise<Left> {
  const [session, found] = await Promise.all([takeSession(), takeUnfinished()]);
  if (found === null) return { session, standing: null, problem: null };
  // A first visit does without what checks this.
  const [{ checkUnfinished, readSeen }, { RunFileError }] = await Promise.all([
    import('./unfinished'),
    import('./runFile'),
  ]);
  try {
    const unfinished = checkUnfinished(found);
    return { session, standing: { unfinished, seen: await readSeen(unfinished, takeRun) }, problem: null };
  } catch (error) {
    const problem = error instanceof RunFileError ? error.message : text.runs.comeBack.damaged(String(error));
    return { session, standing: null, problem };
  }
}
