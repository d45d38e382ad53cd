/** Asks what is true in this world, wherever somebody must judge it. */
import { text } from '../../text/text';
import shared from '../shared.module.css';
import { ReferenceButton } from './ReferenceButton';

export function FactsButton() {
  return (
    <ReferenceButton opens="facts" className={shared.link}>
      {text.reference.ask}
    </ReferenceButton>
  );
}
