/** Why the judge gave an answer its gold, in a few sentences. */
import { text } from '../../text/text';
import { goldReason } from './goldReason';

interface Props {
  readonly prompt: string;
  readonly response: string;
  readonly ended: boolean;
}

export function Reason({ prompt, response, ended }: Props) {
  return <>{goldReason(prompt, response, ended) ?? text.compare.noMarks}</>;
}
