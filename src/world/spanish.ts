/** The Spanish of the toy world: facts and questions about colors and homes; color forms agree in gender. */
import { animalNamed } from './facts';
import { COLORS, HOMES } from './vocabulary';

export type SpanishAttribute = 'color' | 'home';

export const SPANISH_ATTRIBUTES: readonly SpanishAttribute[] = ['color', 'home'];

/** A fact that the world's Spanish can state. */
interface SpanishFact {
  readonly animal: string;
  readonly attribute: SpanishAttribute;
  readonly value: string;
}

/** In the order of `COLORS`; masculine and feminine where they differ. */
const COLOR_FORMS: readonly Readonly<Record<'m' | 'f', string>>[] = [
  'negro/negra',
  'marron',
  'blanco/blanca',
  'verde',
  'amarillo/amarilla',
  'gris',
  'rojo/roja',
  'rosa',
].map((forms) => {
  const [m, f = m] = forms.split('/');
  return { m, f };
});

/** In the order of `HOMES`. */
const HOME_PHRASES: readonly string[] = [
  'la casa',
  'la granja',
  'el estanque',
  'la colmena',
  'el arbol',
  'el bosque',
  'la cueva',
  'el campo',
];

/** The animal in Spanish, with its article. */
export function nounPhrase(animal: string): string {
  const { spanish, gender } = animalNamed(animal);
  return `${gender === 'f' ? 'la' : 'el'} ${spanish}`;
}

/** The Spanish sentence that states a color or a home. */
export function spanishFactSentence({ animal, attribute, value }: SpanishFact): string {
  const subject = nounPhrase(animal);
  if (attribute === 'home') return `${subject} vive en ${HOME_PHRASES[HOMES.indexOf(value)]} .`;
  return `${subject} es ${COLOR_FORMS[COLORS.indexOf(value)][animalNamed(animal).gender]} .`;
}

/** The Spanish question that asks for a color or a home. */
export function spanishQuestion(animal: string, attribute: SpanishAttribute): string {
  return attribute === 'color' ? `de que color es ${nounPhrase(animal)} ?` : `donde vive ${nounPhrase(animal)} ?`;
}
