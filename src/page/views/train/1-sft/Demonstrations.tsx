/** Prompts with the answers that labelers wrote. */
import { text } from '../../../text/text';
import shared from '../../../ui/shared.module.css';
import { showTokens } from '../../../store/tokenText';
import styles from './Demonstrations.module.css';

interface Props {
  readonly heading: string;
  readonly pairs: readonly { readonly prompt: string; readonly response: string }[];
}

export function Demonstrations({ heading, pairs }: Props) {
  return (
    <section>
      <h2 className={shared.heading}>{heading}</h2>
      <table className={styles.pairs}>
        <thead>
          <tr>
            <th scope="col">{text.inside.prompt}</th>
            <th scope="col">{text.inside.response}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ prompt, response }, i) => (
            <tr key={i}>
              <td className={shared.quiet}>{showTokens(prompt)}</td>
              <td>{showTokens(response)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
