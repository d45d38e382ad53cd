/** Opens the facts of the world and the terms of art beside what the learner is looking at; they are loaded then. */
import { type ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { text } from '../../text/text';
import { part } from '../part';
import styles from './ReferenceButton.module.css';

export type ReferencePage = keyof typeof text.reference.pages;

const Reference = part(() => import('./Reference').then((module) => module.default));

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
        <Dialog className={styles.dialog} aria-label={text.reference.open}>
          <Reference opens={opens} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
