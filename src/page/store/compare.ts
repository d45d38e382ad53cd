/** What the learner has set for comparing models: which models are asked, how they answer, and which token's attention is shown. */
import { create } from 'zustand';
import type { AnswerPlace, Question, Respondent } from '../../protocol/compare';
import { LARGEST_WEIGHTS } from '../../formats/safetensors';
import { recall, remember } from './browserMemory';
import { bytesOf, UnreadFile, type ChosenFile } from './fileBytes';
import { actions, send, tellError, useStore } from './store';

/** What is asked where nothing was asked yet: it needs no mask, and the models differ in it. */
export const EXAMPLE_PROMPT = 'write a story about anna and the owl .';

/** Under this name the tab remembers what was typed, over its reloads. */
const TYPED = 'rlhf-playground compare typed';

export interface CompareState {
  /** What stands in the line for a prompt, sent or not. */
  readonly typed: string;
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
  typed: recall(TYPED, 'sessionStorage') ?? '',
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

/** The policy of this page as it stands now, and what it is best compared with: where it was, or else where it began. */
export function besideEarlier(respondents: readonly Respondent[]): readonly Respondent[] {
  const policies = respondents.filter(({ speaker, name }) => speaker === 'ppo' && name === null);
  const present = policies.filter(({ beforeRun }) => beforeRun !== true).slice(-1);
  const before = policies.filter((each) => !present.includes(each)).slice(-1);
  const sft = respondents.filter(({ speaker }) => speaker === 'sft');
  return [...(before.length > 0 ? before : sft), ...present];
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
  type: (typed: string) => {
    set({ typed });
    remember(TYPED, typed, 'sessionStorage');
  },
  /** Asks an example, or what had been typed, where nothing was asked yet and somebody can be asked, now or soon. */
  begin: (prompt: string) => {
    const { run, asked } = useStore.getState();
    const somebody = run.respondents.length > 0 || run.stages.pretrain === null;
    if (run.answers.length > 0 || asked !== null || get().waiting !== null || !somebody) return;
    if (get().typed === '') compareActions.type(prompt);
    compareActions.ask(prompt);
  },
  /** Shows the view, which answers a prompt: the given one, or else the newest; by these models alone, if any are named. */
  open: ({ prompt, only }: { readonly prompt?: string; readonly only?: readonly string[] } = {}) => {
    const { respondents, answers } = useStore.getState().run;
    const asked = prompt ?? answers.at(0)?.question.prompt ?? EXAMPLE_PROMPT;
    if (only) set({ off: respondents.map(({ id }) => id).filter((id) => !only.includes(id)) });
    actions.selectView('compare');
    compareActions.type(asked);
    compareActions.ask(asked);
  },
  /** The policy of this page beside the one from before its run, that of the round before, or the fine-tuned model. */
  besideEarlier: (prompt?: string) => {
    const only = besideEarlier(useStore.getState().run.respondents).map(({ id }) => id);
    compareActions.open({ only, ...(prompt !== undefined && { prompt }) });
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
  openPolicy: async (file: ChosenFile) => {
    try {
      compareActions.addPolicy(file.name.replace(/\.safetensors$/, ''), await bytesOf(file, LARGEST_WEIGHTS));
    } catch (error) {
      if (!(error instanceof UnreadFile)) throw error;
      tellError(error.message, error.detail);
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
