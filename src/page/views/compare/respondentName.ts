/** The names of respondents on the page: what each is, and whose. */
import type { Respondent } from '../../../protocol/compare';
import { rankingsByPeople } from '../../store/run/rankingsByPeople';
import { text } from '../../text/text';

const words = text.compare.whose;

/** Whose model it is; empty for a base model or a fine-tuned one that ships, as all of them do unless trained here. */
function whoseModel({ speaker, round, origin, beforeRun, lessons }: Respondent, rounds: number): string {
  if (speaker !== 'ppo') return origin === null || origin === 'shipped' ? '' : words.origins[origin];
  if (beforeRun === true) return origin === 'shipped' || origin === 'file' ? words.origins[origin] : words.beforeRun;
  if (round !== null && (round > 1 || rounds > 1)) return words.round(round);
  return rankingsByPeople(lessons) ?? (origin === null ? '' : words.origins[origin]);
}

/** The name of a respondent among those that it stands beside: a policy has its round's name where there are several. */
export function respondentName(respondent: Respondent, others: readonly Respondent[]): string {
  const { name, speaker } = respondent;
  if (name !== null) return name;
  const rounds = new Set(others.flatMap(({ round }) => (round === null ? [] : [round]))).size;
  const whose = whoseModel(respondent, rounds);
  const { label } = text.speakers[speaker];
  return whose === '' ? label : words.named(label, whose);
}

export function respondentMeaning({ speaker, name, beforeRun }: Respondent): string {
  if (name !== null) return text.compare.added;
  return beforeRun === true ? words.beforeRunMeaning : text.speakers[speaker].meaning;
}
