/** For a prompt that cannot be asked: the nearest one that can. */
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import shared from '../shared.module.css';
import { nearestPrompt } from './nearestPrompt';

interface Props {
  /** What was typed. */
  readonly prompt: string;
  readonly onPick: (prompt: string) => void;
}

export function Offer({ prompt, onPick }: Props) {
  const offered = nearestPrompt(prompt);
  if (offered === null) return null;
  return (
    <p>
      {text.prompt.offer}{' '}
      <button type="button" className={shared.link} data-testid="prompt-offer" onClick={() => onPick(offered)}>
        {showTokens(offered)}
      </button>
    </p>
  );
}
