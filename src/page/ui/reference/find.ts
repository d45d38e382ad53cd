/** Whether a word of one of some texts begins with what was typed; nothing typed is in all of them. */
export function has(typed: string, ...texts: readonly (string | undefined)[]): boolean {
  const wanted = ` ${typed.trim().toLowerCase()}`;
  return texts.some((each) => each !== undefined && ` ${each.toLowerCase()}`.includes(wanted));
}
