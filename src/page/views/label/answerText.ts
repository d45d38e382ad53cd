/** An answer at the label desk as it is read: of one without a word, that it is silent. */
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';

export function answerText(answer: string): string {
  return showTokens(answer) || text.label.silent;
}
