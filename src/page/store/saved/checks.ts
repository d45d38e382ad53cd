/** Checks of a saved run's data beyond their shape, which refuse with what was expected and what came. */
import * as v from 'valibot';
import { text } from '../../text/text';
import { LARGEST } from '../run/series';

const words = text.runs.file;

/** What does not fit: in which field, unless it is the value itself, what was expected there, and what came. */
export interface Misfit {
  readonly field?: string;
  readonly expected: string;
  readonly received: string;
}

/** The schema, of which the parts of a value must also fit together. */
export function fitting<const S extends v.GenericSchema>(
  schema: S,
  misfitOf: (value: v.InferOutput<S>) => Misfit | undefined,
) {
  return v.pipe(
    schema,
    v.rawCheck<v.InferOutput<S>>(({ dataset, addIssue }) => {
      const misfit = dataset.typed ? misfitOf(dataset.value) : undefined;
      if (misfit === undefined) return;
      const { field, ...what } = misfit;
      const at = { type: 'unknown', origin: 'value', input: dataset.value, key: field, value: undefined } as const;
      addIssue({ ...what, ...(field !== undefined && { path: [at] }) });
    }),
  );
}

export function between(min: number, max: number) {
  return v.pipe(
    v.number(),
    v.check((value) => value >= min && value <= max, words.between(min, max)),
  );
}

/** The last moment that a `Date` can have, milliseconds since 1970. */
const LAST_MOMENT = 8.64e15;
export const moment = between(0, LAST_MOMENT);

/** A number that can be written. */
export const finite = v.pipe(v.number(), v.finite());

/** A number that can be drawn. */
export const number = between(-LARGEST, LARGEST);
/** Such as a time that has passed. */
export const fromZero = between(0, LARGEST);
export const orNull = v.nullable(number);
export const count = v.pipe(
  v.number(),
  v.check((value) => Number.isSafeInteger(value) && value >= 0, words.count),
);

/** Of what comes in each round, some is drawn beside each other. */
const MOST_ROUNDS = 1000;
export const round = v.pipe(
  count,
  v.check((value) => value <= MOST_ROUNDS, words.mostRounds(MOST_ROUNDS)),
);

/** The longest text that this page writes into a run, what the browser says of an error, has some thousand letters. */
export const MOST_LETTERS = 20_000;

/** A text that is drawn whole. */
export const letters = v.pipe(
  v.string(),
  v.check(({ length }) => length <= MOST_LETTERS, words.mostLetters(MOST_LETTERS)),
);

/** The longest list that is drawn, the tokens of a minibatch, has some six thousand entries at most. */
const MOST = 10_000;

/** A list that is drawn whole. */
export function list<const S extends v.GenericSchema>(entry: S, most = MOST) {
  const short = v.pipe(
    v.unknown(),
    // Before its entries are looked at: there may be millions.
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      if (Array.isArray(value) && value.length > most)
        addIssue({ expected: words.most(most), received: words.entries(value.length) });
    }),
  );
  return v.pipe(short, v.array(entry));
}

/** Says so where a list is not as long as something else has parts. */
export function asMany(field: string, { length }: readonly unknown[], of: number, part: string): Misfit | undefined {
  return length === of ? undefined : { field, expected: words.asMany(of, part), received: words.entries(length) };
}
