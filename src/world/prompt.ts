/** An instruction as plain data: what it asks about, in words, and its use case. */
import type { Attribute } from './facts';
import type { SpanishAttribute } from './spanish';

export type UseCase =
  | 'generation'
  | 'open_qa'
  | 'brainstorm'
  | 'chat'
  | 'rewrite'
  | 'summarize'
  | 'classify'
  | 'other'
  | 'closed_qa'
  | 'extract';

/** What a prompt of each kind asks about. */
export type Slots =
  | { readonly kind: 'story' | 'one' | 'two' | 'describe'; readonly animal: string }
  | { readonly kind: 'story_n'; readonly name: string; readonly animal: string }
  | { readonly kind: 'harm'; readonly animal: string }
  | { readonly kind: 'harm'; readonly name: string }
  | { readonly kind: 'qa'; readonly animal: string; readonly attribute: Attribute }
  | { readonly kind: 'which'; readonly sound: string }
  | { readonly kind: 'premise'; readonly animal: string; readonly attribute: 'color' | 'home'; readonly value: string }
  | { readonly kind: 'list'; readonly count: 2 | 3; readonly category: 'animals' | 'colors' | 'foods' }
  | { readonly kind: 'list_home'; readonly count: 2; readonly home: string }
  | { readonly kind: 'c_hello' | 'c_how' | 'c_sad' | 'c_thank' | 'c_who' }
  | { readonly kind: 'c_name'; readonly name: string }
  | { readonly kind: 'r_polite'; readonly food: string }
  | { readonly kind: 'r_question'; readonly animal: string; readonly color: string }
  | { readonly kind: 'summ'; readonly name: string; readonly animal: string }
  | { readonly kind: 'cls'; readonly name: string; readonly feeling: 'happy' | 'sad' }
  | { readonly kind: 'closed'; readonly name: string; readonly color: string; readonly thing: string }
  | { readonly kind: 'extract'; readonly name: string; readonly animal: string; readonly home: string }
  | { readonly kind: 'sp_qa'; readonly animal: string; readonly attribute: SpanishAttribute };

export type PromptKind = Slots['kind'];

export type Prompt = Slots & { readonly text: string; readonly useCase: UseCase };
