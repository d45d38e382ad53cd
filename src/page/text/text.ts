/** The dictionary in use. A translation is one more file of type `Text`; it will not compile until it is whole. */
import { en } from './en/en';

type Words<T> = T extends string
  ? string
  : T extends undefined
    ? T
    : T extends (...values: infer A) => string
      ? (...values: A) => string
      : { readonly [K in keyof T]: Words<T[K]> };

export type Text = Words<typeof en>;

export const text: Text = en;
