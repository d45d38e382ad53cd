/** A word with its explanation, shown on hover, on focus and on a tap. */
import { memo, useState, type ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import styles from './Term.module.css';

interface Props {
  readonly meaning: ReactNode;
  readonly children: ReactNode;
}

export const Term = memo(function Term({ meaning, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <TooltipTrigger delay={300} closeDelay={0} isOpen={open} onOpenChange={setOpen}>
      <Button data-printed className={styles.term} onPress={() => setOpen(true)} onBlur={() => setOpen(false)}>
        {children}
      </Button>
      <Tooltip className={styles.tip} offset={6}>
        {meaning}
      </Tooltip>
    </TooltipTrigger>
  );
});
