/** Where the browser asks for a file, or for several: hidden, opened by a button that clicks it. */
import type { RefObject } from 'react';

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly testId: string;
  readonly label: string;
  /** Endings that the browser offers first; none: any. */
  readonly accept?: string;
}

/** Shows the learner itself what it refuses. */
type Taker =
  | { readonly onFile: (file: File) => Promise<void> }
  /** Several may be chosen at once. */
  | { readonly onFiles: (files: readonly File[]) => Promise<void> };

export function FileInput({ input, testId, label, accept, ...taker }: Props & Taker) {
  const take = (files: readonly File[]) => ('onFiles' in taker ? taker.onFiles(files) : taker.onFile(files[0]));
  return (
    <input
      ref={input}
      type="file"
      hidden
      data-testid={testId}
      aria-label={label}
      accept={accept}
      multiple={'onFiles' in taker}
      onChange={({ target }) => {
        const files = [...(target.files ?? [])];
        // Emptied, so that the same file can be chosen again after it was refused.
        if (files.length > 0) void take(files).finally(() => (target.value = ''));
      }}
    />
  );
}
