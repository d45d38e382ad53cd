/**
 * Records of data sets in TRL's conversational types. As conversations TRL puts them into the model's own chat template;
 * plain texts it would join as they stand.
 */
interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** Of the type that TRL calls preference, with an explicit prompt. */
export interface PreferenceRecord {
  readonly prompt: readonly Message[];
  readonly chosen: readonly Message[];
  readonly rejected: readonly Message[];
}

const user = (content: string): readonly Message[] => [{ role: 'user', content }];
const assistant = (content: string): readonly Message[] => [{ role: 'assistant', content }];

export function promptOnly(prompt: string) {
  return { prompt: user(prompt) };
}

export function promptCompletion(prompt: string, completion: string) {
  return { prompt: user(prompt), completion: assistant(completion) };
}

export function preference(prompt: string, chosen: string, rejected: string): PreferenceRecord {
  return { prompt: user(prompt), chosen: assistant(chosen), rejected: assistant(rejected) };
}
