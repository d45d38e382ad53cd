/** The Spanish of the toy world: facts and questions about colors and homes; color forms agree in gender. */
import { animalNamed } from './facts';
import { COLORS, HOMES } from './vocabulary';

export type SpanishAttribute = 'color' | 'home';

export const SPANISH_ATTRIBUTES: readonly SpanishAttribute[] = ['color', 'home'];

/** A fact that the world's Spanish can state. */
export interface SpanishFact {
  readonly animal: string;
  readonly attribute: SpanishAttribute;
  readonly value: string;
}

const COLOR_FORMS: ReadonlyMap<string, Readonly<Record<'m' | 'f', string>>> = new Map(
  ['negro/negra', 'marron', 'blanco/blanca', 'verde', 'amarillo/amarilla', 'gris', 'rojo/roja', 'rosa'].map(
    (forms, i) => {
      const [m, f = m] = forms.split('/');
      return [COLORS[i], { m, f }];
    },
  ),
);

const HOME_PHRASES: ReadonlyMap<string, string> = new Map(
  ['la casa', 'la granja', 'el estanque', 'la colmena', 'el arbol', 'el bosque', 'la cueva', 'el campo'].map(
    (phrase, i) => [HOMES[i], phrase],
  ),
);

function nounPhrase(animal: string): string {
  const { spanish, gender } = animalNamed(animal);
  return `${gender === 'f' ? 'la' : 'el'} ${spanish}`;
}

/** The Spanish sentence that states a color or a home. */
export function spanishFactSentence({ animal, attribute, value }: SpanishFact): string {
  if (attribute === 'home') return `${nounPhrase(animal)} vive en ${HOME_PHRASES.get(value)} .`;
  return `${nounPhrase(animal)} es ${COLOR_FORMS.get(value)?.[animalNamed(animal).gender]} .`;
}

/** The Spanish question that asks for a color or a home. */
export function spanishQuestion(animal: string, attribute: SpanishAttribute): string {
  return attribute === 'color' ? `de que color es ${nounPhrase(animal)} ?` : `donde vive ${nounPhrase(animal)} ?`;
}
