/** The name of an imported labeler; where it is shown cut, the whole is its title. */
import type { ImportedLabeler } from '../../store/label/labelers';

export function LabelerName({ labeler: { name, shortName } }: { readonly labeler: ImportedLabeler }) {
  return <span {...(shortName !== name && { title: name })}>{shortName}</span>;
}
