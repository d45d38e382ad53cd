/** What is true in the toy world: 20 animals with four attributes each, the myths about twelve of them, English facts. */
import type { Rng } from '../rng';
import { COLORS, FOODS, HOMES, SOUNDS } from './vocabulary';

export type Attribute = 'color' | 'sound' | 'home' | 'food';
type Tense = 'present' | 'past';

/** A statement that an animal's attribute has a value, true or not. */
export interface Fact {
  readonly animal: string;
  readonly attribute: Attribute;
  readonly value: string;
}

/** A false value that the internet tends to state. */
interface Myth {
  readonly attribute: Attribute;
  readonly value: string;
}

export interface Animal extends Readonly<Record<Attribute, string>> {
  readonly name: string;
  readonly spanish: string;
  readonly gender: 'm' | 'f';
  readonly myth: Myth | undefined;
}

export const ATTRIBUTES: readonly Attribute[] = ['color', 'sound', 'home', 'food'];

/** Every value an attribute can take. */
export const VALUES: Readonly<Record<Attribute, readonly string[]>> = {
  color: COLORS,
  sound: SOUNDS,
  home: HOMES,
  food: FOODS,
};

const TABLE = `
  cat    black  meow   house  fish  gato      m
  dog    brown  woof   house  meat  perro     m
  cow    white  moo    farm   grass vaca      f
  frog   green  croak  pond   flies rana      f
  duck   yellow quack  pond   bread pato      m food  fish
  bee    yellow buzz   hive   honey abeja     f home  tree
  owl    grey   hoot   tree   meat  buho      m food  fruit
  lion   yellow roar   cave   meat  leon      m home  forest
  horse  brown  neigh  field  corn  caballo   m food  bread
  sheep  white  baa    field  grass oveja     f
  pig    pink   oink   farm   corn  cerdo     m
  mouse  grey   squeak house  bread raton     m
  crow   black  caw    tree   corn  cuervo    m food  meat
  snake  green  hiss   cave   flies serpiente f home  pond
  bear   brown  growl  forest honey oso       m color black
  wolf   grey   howl   forest meat  lobo      m color black
  goat   white  baa    farm   grass cabra     f food  corn
  hen    red    cluck  farm   corn  gallina   f
  fox    red    growl  forest fruit zorro     m color brown
  monkey brown  squeak tree   fruit mono      m sound hoot`;

function readAnimal(line: string): Animal {
  const [name, color, sound, home, food, spanish, gender, mythAttribute, mythValue] = line.trim().split(/\s+/);
  const attribute = ATTRIBUTES.find((candidate) => candidate === mythAttribute);
  const myth = attribute && { attribute, value: mythValue };
  return { name, color, sound, home, food, spanish, gender: gender === 'f' ? 'f' : 'm', myth };
}

export const ANIMALS: readonly Animal[] = TABLE.trim().split('\n').map(readAnimal);

const byName: ReadonlyMap<string, Animal> = new Map(ANIMALS.map((animal) => [animal.name, animal]));

/** The animal of that name; throws for a name that is not in the table. */
export function animalNamed(name: string): Animal {
  const animal = byName.get(name);
  if (!animal) throw new Error(`Expected one of the ${ANIMALS.length} animals, got "${name}"`);
  return animal;
}

export function trueValue(animal: string, attribute: Attribute): string {
  return animalNamed(animal)[attribute];
}

export function isTrue({ animal, attribute, value }: Fact): boolean {
  return trueValue(animal, attribute) === value;
}

/** The false value that the internet tends to state for this attribute of this animal, if there is one. */
export function mythValue(animal: string, attribute: Attribute): string | undefined {
  const { myth } = animalNamed(animal);
  return myth?.attribute === attribute ? myth.value : undefined;
}

/** The animals for which an attribute truly has a value. */
export function animalsWith(attribute: Attribute, value: string): string[] {
  return ANIMALS.filter((animal) => animal[attribute] === value).map((animal) => animal.name);
}

/** One of the values that are false, each equally likely. */
export function wrongValue(animal: string, attribute: Attribute, rng: Rng): string {
  const truth = trueValue(animal, attribute);
  return rng.pick(VALUES[attribute].filter((value) => value !== truth));
}

/** What a web page says: a myth 60 % of the time where there is one, otherwise a wrong value 3 % of the time. */
export function internetValue(animal: string, attribute: Attribute, rng: Rng): string {
  const myth = mythValue(animal, attribute);
  if (myth !== undefined && rng.chance(0.6)) return myth;
  return rng.chance(0.03) ? wrongValue(animal, attribute, rng) : trueValue(animal, attribute);
}

/** The English sentence that states a fact. */
export function factSentence({ animal, attribute, value }: Fact, tense: Tense = 'present'): string {
  const past = tense === 'past';
  switch (attribute) {
    case 'color':
      return `the ${animal} ${past ? 'was' : 'is'} ${value} .`;
    case 'sound':
      return `the ${animal} ${past ? 'said' : 'says'} ${value} .`;
    case 'home':
      return `the ${animal} ${past ? 'lived' : 'lives'} in the ${value} .`;
    case 'food':
      return `the ${animal} ${past ? 'ate' : 'eats'} ${value} .`;
    default:
      return attribute satisfies never;
  }
}

/** The sentence that denies a color or a home. */
export function denialSentence(animal: string, attribute: 'color' | 'home', value: string): string {
  return attribute === 'color' ? `the ${animal} is not ${value} .` : `the ${animal} does not live in the ${value} .`;
}

/** The English question that asks for an attribute. */
export function factQuestion(animal: string, attribute: Attribute): string {
  switch (attribute) {
    case 'color':
      return `what color is the ${animal} ?`;
    case 'sound':
      return `what does the ${animal} say ?`;
    case 'home':
      return `where does the ${animal} live ?`;
    case 'food':
      return `what does the ${animal} eat ?`;
    default:
      return attribute satisfies never;
  }
}
