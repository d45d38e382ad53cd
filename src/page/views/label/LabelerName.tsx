/** The name of an imported labeler; of a long one the middle is left out, and the whole is its title. */
import { cutInMiddle } from '../../../excerpt';

export function LabelerName({ name }: { readonly name: string }) {
  const shown = cutInMiddle(name);
  return <span {...(shown !== name && { title: name })}>{shown}</span>;
}
