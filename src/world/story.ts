/** Short stories: an opening of two sentences, a fact in the past tense, and a fourth sentence. */
import type { Rng } from '../rng';
import { factSentence, type Attribute } from './facts';
import { ADJECTIVES, NAMES } from './vocabulary';

/** What an author believes, or pretends, of an animal's attribute; may differ from call to call. */
export type ValueOf = (animal: string, attribute: Attribute) => string;

/** The first sentences of a story about an animal; a named hero meets it, otherwise a random one may. */
export function story(animal: string, hero: string | undefined, valueOf: ValueOf, sentences: number, rng: Rng): string {
  const name = hero ?? rng.pick(NAMES);
  const third = rng.chance(0.5) ? 'sound' : 'food';
  const lines = [
    ...opening(animal, name, hero !== undefined || rng.chance(0.5), valueOf, rng),
    factSentence({ animal, attribute: third, value: valueOf(animal, third) }, 'past'),
    rng.pick([
      `${name} and the ${animal} played .`,
      `${name} liked the ${animal} .`,
      `the ${animal} was happy .`,
      `${name} gave the ${animal} ${valueOf(animal, 'food')} .`,
    ]),
  ];
  return lines.slice(0, sentences).join(' ');
}

function opening(animal: string, name: string, heroOpens: boolean, valueOf: ValueOf, rng: Rng): string[] {
  const home = valueOf(animal, 'home');
  if (heroOpens) return [`${name} went to the ${home} .`, `${name} saw the ${animal} .`];
  return [
    `once there was a ${rng.pick(ADJECTIVES)} ${animal} .`,
    factSentence({ animal, attribute: 'home', value: home }, 'past'),
  ];
}
