/** One function cut out of a source file, with its place there. */
export interface Cut {
  /** Number of the first line, counted from 1. */
  readonly first: number;
  readonly lines: readonly string[];
}

/** Cuts out a function that is declared at the start of a line. Throws where there is none of that name. */
export function cutFunction(source: string, name: string): Cut {
  const lines = source.split('\n');
  const declared = new RegExp(`^(export )?(async )?function\\*? ${name}\\b`);
  const from = lines.findIndex((line) => declared.test(line));
  const to = lines.findIndex((line, i) => i > from && line === '}');
  if (from < 0 || to < 0) throw new Error(`The source declares no function of the name "${name}".`);
  return { first: from + 1, lines: lines.slice(from, to + 1) };
}
