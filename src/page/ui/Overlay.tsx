/** What lies over the page and dims it; Escape closes it, and a press beside it if it may be dismissed. */
import type { ReactNode } from 'react';
import { Modal, ModalOverlay } from 'react-aria-components';
import styles from './Overlay.module.css';

interface Props {
  readonly isOpen?: boolean;
  readonly isDismissable?: boolean;
  /** Of the box: its width. */
  readonly className: string | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Overlay({ isOpen = true, isDismissable = false, className, onClose, children }: Props) {
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      isDismissable={isDismissable}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`${styles.box} ${className}`}>{children}</Modal>
    </ModalOverlay>
  );
}
