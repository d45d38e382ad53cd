/** A dialog over the page, with a heading and a button that closes it; Escape and a press beside it close it too. */
import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components';
import styles from './ModalDialog.module.css';
import { Overlay } from './Overlay';

interface Props {
  /** Its test id; that of its closing button is `${name}-close`. */
  readonly name: string;
  readonly heading: string;
  readonly close: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ModalDialog({ name, heading, close, onClose, children }: Props) {
  return (
    <Overlay className={styles.modal} isDismissable onClose={onClose}>
      <Dialog className={styles.dialog} data-testid={`${name}-dialog`}>
        <header className={styles.head}>
          <Heading slot="title" level={2} className={styles.title}>
            {heading}
          </Heading>
          <button type="button" data-testid={`${name}-close`} onClick={onClose}>
            {close}
          </button>
        </header>
        {children}
      </Dialog>
    </Overlay>
  );
}
