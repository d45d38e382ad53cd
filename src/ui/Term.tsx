/** A word with its explanation, shown on hover and on focus. */
import { memo, type ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import styles from './Term.module.css';

interface Props {
  readonly meaning: string;
  readonly children: ReactNode;
}

export const Term = memo(function Term({ meaning, children }: Props) {
  return (
    <TooltipTrigger delay={300} closeDelay={0}>
      <Button className={styles.term}>{children}</Button>
      <Tooltip className={styles.tip} offset={6}>
        {meaning}
      </Tooltip>
    </TooltipTrigger>
  );
});
