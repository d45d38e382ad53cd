/** Asks before weights that were trained here are dropped. */
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './Confirm.module.css';

export function Confirm() {
  const asking = useStore(({ confirming }) => confirming !== null);
  const losing = useStore(({ confirming }) => confirming?.losing) ?? [];
  const stages = useStore(({ run }) => run.stages);
  const lost = losing.map((stage) => ({ stage, model: text.confirm.lost[stage](stages[stage]?.round ?? 1) }));
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={asking}
      onOpenChange={(open) => {
        if (!open) actions.confirm(false);
      }}
    >
      <Modal className={styles.modal}>
        <Dialog className={styles.dialog} role="alertdialog" data-testid="confirm">
          <Heading slot="title" level={2} className={styles.question}>
            {text.confirm.question(lost.map(({ model }) => model))}
          </Heading>
          <p>{text.confirm.kept}</p>
          <div className={styles.buttons}>
            <button type="button" autoFocus data-testid="confirm-keep" onClick={() => actions.confirm(false)}>
              {text.confirm.keep}
            </button>
            {lost.map(({ stage, model }) => (
              <button key={stage} type="button" data-testid="confirm-save" onClick={() => actions.saveFile(stage)}>
                {text.confirm.save(model)}
              </button>
            ))}
            <button type="button" data-testid="confirm-proceed" onClick={() => actions.confirm(true)}>
              {text.confirm.proceed}
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
