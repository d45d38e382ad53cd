/** What the learner has set for comparing models: which models are asked, how they answer, and which token's attention is shown. */
import { create } from 'zustand';
import type { AnswerPlace, Question } from '../../protocol/compare';
import { text } from '../text/text';
import { send, tellError, useStore } from './store';

export interface CompareState {
  /** Ids of respondents that are not asked. */
  readonly off: readonly string[];
  /** Always the likeliest token, so one answer each. */
  readonly greedy: boolean;
  readonly samples: number;
  readonly temperature: number;
  /** A prompt that was asked before there was a model to ask. */
  readonly waiting: string | null;
  /** The token whose attention is on view, or awaited. */
  readonly place: AnswerPlace | null;
}

export const useCompare = create<CompareState>()(() => ({
  off: [],
  greedy: false,
  samples: 1,
  temperature: 1,
  waiting: null,
  place: null,
}));

const { getState: get, setState: set } = useCompare;

function question(prompt: string, draw: number): Question {
  const { off, greedy, samples, temperature } = get();
  const { respondents, settings } = useStore.getState().run;
  return {
    prompt,
    respondents: respondents.map(({ id }) => id).filter((id) => !off.includes(id)),
    samples: greedy ? 1 : samples,
    temperature: greedy ? 0 : temperature,
    seed: settings.seed,
    draw,
  };
}

let questions = 0;

function ask(question: Question): void {
  const id = ++questions;
  useStore.setState({ asked: { id, question } });
  send({ type: 'answer', id, question });
}

export const compareActions = {
  set: (changes: Partial<Pick<CompareState, 'greedy' | 'samples' | 'temperature'>>) => {
    set(changes);
  },
  toggle: (respondent: string) => {
    const { off } = get();
    set({ off: off.includes(respondent) ? off.filter((id) => id !== respondent) : [...off, respondent] });
  },
  /** Of a page that has only just opened it is asked once the models are there. */
  ask: (prompt: string) => {
    const nobody = useStore.getState().run.respondents.length === 0;
    set({ place: null, waiting: nobody ? prompt : null });
    if (!nobody) ask(question(prompt, 1));
  },
  /** The newest question once more, with the next draw. */
  drawAgain: () => {
    const newest = useStore.getState().run.answers[0]?.question;
    if (!newest) return;
    set({ place: null });
    ask(question(newest.prompt, newest.draw + 1));
  },
  /** The question once more, word for word, of the models as they are now. */
  askAgain: (asked: Question) => {
    set({ place: null });
    ask(asked);
  },
  /** A policy to ask beside the others, from the bytes of a safetensors file; what does not fit becomes a notice. */
  addPolicy: (name: string, bytes: ArrayBuffer) => {
    send({ type: 'addPolicy', name, bytes });
  },
  openPolicy: async (file: File) => {
    try {
      compareActions.addPolicy(file.name.replace(/\.safetensors$/, ''), await file.arrayBuffer());
    } catch (error) {
      tellError(text.notices.fileUnread(file.name), String(error));
    }
  },
  removePolicy: (respondent: string) => {
    set({ off: get().off.filter((id) => id !== respondent) });
    send({ type: 'removePolicy', respondent });
  },
  showAttention: (place: AnswerPlace) => {
    set({ place });
    send({ type: 'attention', place });
  },
  closeAttention: () => {
    set({ place: null });
  },
};

useStore.subscribe(({ run }, before) => {
  const { waiting } = get();
  if (waiting !== null && run.respondents !== before.run.respondents) compareActions.ask(waiting);
});
