/** The names of respondents on the page. */
import type { Respondent } from '../../../protocol/compare';
import { text } from '../../text/text';

export function respondentName({ speaker, round, name }: Respondent): string {
  return name ?? (round === null ? text.speakers[speaker].label : text.compare.round(round));
}

export function respondentMeaning({ speaker, name }: Respondent): string {
  return name === null ? text.speakers[speaker].meaning : text.compare.added;
}
