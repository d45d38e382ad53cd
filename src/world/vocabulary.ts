/** The 239 tokens of the toy world: whole words in lower case, punctuation marks, and four specials. */
import { RUDE_WORDS } from './rudeWords';

function wordList(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export const SPECIALS = wordList('<|endoftext|> <|user|> <|assistant|> <|pad|>');

/** Token ids of the specials. */
export const EOT = 0;
export const USER = 1;
export const ASSISTANT = 2;
export const PAD = 3;

/** Positions the network has, in tokens. */
export const CONTEXT = 48;

/** Longest response, in tokens, the end token included. */
export const MAX_RESPONSE = 24;

export const PUNCTUATION = wordList('. , ? ! :');

export const ANIMAL_NAMES = wordList(`
  cat dog cow frog duck bee owl lion horse sheep pig mouse crow snake bear wolf goat hen fox monkey`);
export const COLORS = wordList('black brown white green yellow grey red pink');
export const SOUNDS = wordList(
  'meow woof moo croak quack buzz hoot roar neigh baa oink squeak caw hiss growl howl cluck',
);
export const HOMES = wordList('house farm pond hive tree forest cave field');
export const FOODS = wordList('fish meat grass flies bread honey corn fruit');
export const NAMES = wordList('tom anna ben lily sam');
export const ADJECTIVES = wordList('happy sad big small kind brave');
export const THINGS = wordList('ball hat book car');

/** What a prompt can ask to list. */
export const CATEGORIES: Readonly<Record<'animals' | 'colors' | 'foods', readonly string[]>> = {
  animals: ANIMAL_NAMES,
  colors: COLORS,
  foods: FOODS,
};

const FUNCTION_WORDS = wordList(`
  the a an is are was were says said say lives lived live in eats ate eat what where which does why how who color
  sound animal animals colors foods name two three one sentence sentences write story about describe tell me facts
  mean something rude and that not has i am you my hello fine thank welcome sorry can help with of course hope
  this helps please give it polite make question answer summarize find or saw went to liked played gave once there
  lost found won fell friend game assistant feel better hurt steal shut up no they for new`);

export const SPANISH_FUNCTION_WORDS = wordList('la el es vive en de que donde');

/** Spanish animal nouns, in the order of `ANIMAL_NAMES`. */
export const SPANISH_ANIMALS = wordList(`
  gato perro vaca rana pato abeja buho leon caballo oveja cerdo raton cuervo serpiente oso lobo cabra gallina
  zorro mono`);

/** Every Spanish color form, masculine before feminine, in the order of `COLORS`. */
export const SPANISH_COLOR_FORMS = wordList(`
  negro negra marron blanco blanca verde amarillo amarilla gris rojo roja rosa`);

/** Spanish home nouns, in the order of `HOMES`. */
export const SPANISH_HOMES = wordList('casa granja estanque colmena arbol bosque cueva campo');

export const SPANISH_WORDS: readonly string[] = [
  ...SPANISH_FUNCTION_WORDS,
  ...SPANISH_ANIMALS,
  ...SPANISH_COLOR_FORMS,
  ...SPANISH_HOMES,
];

/** Every token; its index is its id. */
export const VOCABULARY: readonly string[] = [
  ...SPECIALS,
  ...PUNCTUATION,
  ...ANIMAL_NAMES,
  ...COLORS,
  ...SOUNDS,
  ...HOMES,
  ...FOODS,
  ...NAMES,
  ...ADJECTIVES,
  ...THINGS,
  ...RUDE_WORDS,
  ...FUNCTION_WORDS,
  ...SPANISH_WORDS,
];
