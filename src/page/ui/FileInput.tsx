/** Where the browser asks for a file: hidden, opened by a button that clicks it. */
import type { RefObject } from 'react';

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly testId: string;
  readonly label: string;
  /** Endings that the browser offers first; none: any. */
  readonly accept?: string;
  /** Shows the learner itself what it refuses. */
  readonly onFile: (file: File) => Promise<void>;
}

export function FileInput({ input, testId, label, accept, onFile }: Props) {
  return (
    <input
      ref={input}
      type="file"
      hidden
      data-testid={testId}
      aria-label={label}
      accept={accept}
      onChange={({ target }) => {
        const file = target.files?.[0];
        // Emptied, so that the same file can be chosen again after it was refused.
        if (file !== undefined) void onFile(file).finally(() => (target.value = ''));
      }}
    />
  );
}
