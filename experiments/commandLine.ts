/** Reading a command line: an option that cannot be followed is told in a sentence. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** An option that cannot be followed; the message is a sentence for whoever typed it. */
export class BadOption extends Error {}

/** The options by name. Throws `BadOption`. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // What follows the first sentence explains arguments without a name, of which there are none here.
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new BadOption(`${sentence}.`);
  }
}

/** The names of a list with commas. Throws `BadOption`. */
export function namesOf<T extends string>(option: string, text: string, known: readonly T[]): readonly T[] {
  const isKnown = (name: string): name is T => (known as readonly string[]).includes(name);
  const names = text.split(',');
  const unknown = names.filter((name) => !isKnown(name));
  if (unknown.length > 0) throw new BadOption(`--${option} takes ${known.join(', ')}, got ${got(unknown.join(', '))}.`);
  return names.filter(isKnown);
}

/** The one name that an option gives. Throws `BadOption`. */
export function nameOf<T extends string>(option: string, text: string, known: readonly T[]): T {
  const found = known.find((name) => name === text);
  if (found === undefined) throw new BadOption(`--${option} takes one of ${known.join(', ')}, got ${got(text)}.`);
  return found;
}

/** What was typed, in words where that is nothing. */
export function got(text: string): string {
  return text.trim() === '' ? 'nothing' : text;
}
