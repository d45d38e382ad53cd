/** Opens the facts of the world and the terms of art beside what the learner is looking at; they are loaded then. */
import type { KeyboardEvent, ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { text } from '../../text/text';
import { part } from '../part';
import type { ReferencePage } from './referencePages';
import styles from './ReferenceButton.module.css';

const Reference = part(() => import('./Reference').then((module) => module.default));

/** What is pressed or typed here is no shortcut of the view beneath. Escape and Tab stay the dialog's. */
function keep(event: KeyboardEvent): void {
  if (event.key.length === 1) event.stopPropagation();
}

interface Props {
  readonly opens: ReferencePage;
  readonly className: string;
  /** Where `children` are no words. */
  readonly label?: string;
  readonly children: ReactNode;
}

export function ReferenceButton({ opens, className, label, children }: Props) {
  return (
    <DialogTrigger>
      <Button
        className={className}
        data-testid={`reference-${opens}`}
        {...(label === undefined ? {} : { 'aria-label': label })}
      >
        {children}
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <div onKeyDown={keep}>
          <Dialog className={styles.dialog} aria-label={text.reference.open}>
            <Reference opens={opens} />
          </Dialog>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
