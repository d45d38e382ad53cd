import { symbolParts } from '../text/symbolText';

/** A symbol with its index set low. */
export function Sub({ children }: { readonly children: string }) {
  const { body, index } = symbolParts(children);
  return (
    <>
      <span>{body}</span>
      {index !== null && <sub>{index}</sub>}
    </>
  );
}
