/** What lies on the desk, and how it comes there: as a new prompt, or as a saved ranking that is ranked again. */
import type { LabeledResponse, LabelTask, OwnRanking } from '../../../protocol/label';
import { levelsInOrder, type Levels } from './levels';

/** What lies on the desk. */
export interface Draft {
  /** The saved ranking that it will replace; null: a new one. */
  readonly replaces: string | null;
  readonly prompt: string;
  readonly responses: readonly LabeledResponse[];
  /** So many were drawn, of which some may have been the same. */
  readonly drawn: number;
  readonly levels: Levels;
  /** The response that the keys act on. */
  readonly chosen: number;
  /** It stands as it came, the learner has been asked whether that is right, or the learner has ranked it. */
  readonly order: 'came' | 'asked' | 'ranked';
}

export function draftOf({ prompt, responses, drawn }: LabelTask): Draft {
  const unmarked = responses.map((response) => ({ ...response, quality: null, flags: [] }));
  const levels = levelsInOrder(responses.length);
  return { replaces: null, prompt, responses: unmarked, drawn, levels, chosen: 0, order: 'came' };
}

export function draftOfRanking({ id, prompt, responses, levels }: OwnRanking): Draft {
  const drawn = responses.length;
  return { replaces: id, prompt, responses, drawn, levels, chosen: levels[0][0], order: 'ranked' };
}
