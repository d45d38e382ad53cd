/** A symbol with its index set low: what follows the underscore. */
export function Sub({ children }: { readonly children: string }) {
  const [body, index] = children.split('_');
  return (
    <>
      <span>{body}</span>
      {index !== undefined && <sub>{index}</sub>}
    </>
  );
}
