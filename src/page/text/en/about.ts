/** English: what the page is, what lies in this browser, and how work of others is kept apart. */
import { many } from './many';

/** What there is of each kind, in words; empty where there is nothing. */
const counted = (rankings: number, runs: number, visits: number) =>
  [
    ...(rankings > 0 ? [many(rankings, 'ranking', 'rankings')] : []),
    ...(runs > 0 ? [many(runs, 'run', 'runs')] : []),
    ...(visits > 0 ? [`the models of ${many(visits, 'visit', 'visits')}`] : []),
  ].join(', ');

export const about = {
  open: 'About',
  heading: 'About this page',
  close: 'Close',
  what: 'ChatGPT learned from people’s rankings: reinforcement learning from human feedback, RLHF. Here a tiny GPT-2 goes the same way, in the four stages of InstructGPT, and trains for real in this browser tab. No curve is drawn by hand: every number came out of that training, or of the toy world’s judge.',
  notChatGpt:
    'It is not ChatGPT, and asks no ChatGPT: the model is tiny, knows a few hundred words and lives in a toy world of animals.',
  stored: 'What is stored, and what is sent',
  sent: 'Nothing is sent: no account, no cookie, no count of visitors. Once the page is loaded, it asks its own server for its own files and nobody else.',
  offline: {
    kept: 'This browser keeps a copy of the whole page, with all its models and recordings: the page opens without a network too. The copy is no work of yours, and stays when you delete that.',
    coming: 'This browser is taking a copy of the whole page, so that it opens without a network too.',
    none: 'This browser keeps no copy of the page: it needs its server at every visit.',
    file: 'This page is a single file that holds all it needs: it opens without a network, and asks nobody for anything.',
  },
  inThisBrowser: (work: string) => `This browser holds ${work}.`,
  counted,
  nothing: 'no work of yours',
  unread: 'What this browser holds of your work could not be read.',
  anyWork: 'all work that this browser holds',
  looking: 'Looking what this browser holds …',
  remembered:
    'It also remembers the theme, the projector, whether rude words are masked, and how fast this machine trains. All of it stays on this machine, for everybody who uses this browser.',
  delete: 'Delete all of it …',
  question: (work: string) =>
    `Delete ${work}, the theme, the projector, the mask of rude words and the measured speed? The page then opens as on a first visit. Nothing of it can be brought back; what you saved to a file stays.`,
  otherTabs: 'Close other tabs of this page first: they would save their work again.',
  deleteAll: 'Delete all',
  keep: 'Keep it',
  cannotDelete:
    'This browser does not let the page delete what it stored: delete the data of this page in the settings of the browser.',
  notDeleted: 'Not all that this page had stored could be deleted; close other tabs of it, and try again.',
  license: 'License',
  licenseMeaning:
    'MIT: you may use it, change it and hand it on, in class or elsewhere, with its copyright line: © 2026 The RLHF Playground authors. Its source is not named by an address here: ask whoever gave you the page.',
  licenses: 'The licenses of other people’s code in it',
  version: (version: string) => `Version ${version}`,
  papers: 'The papers',
};

export const newVersion = {
  waits: 'A new version of this page is ready. It is taken when you reload; what you trained is kept.',
  whileTraining:
    'A new version of this page is ready. It is taken when you reload; until then what trains goes on as it is.',
  held: 'This page is open in another tab too, in its old version. Close the other tabs, then reload.',
  reload: 'Reload now',
};

export const earlierWork = {
  label: 'Work of an earlier visit',
  found: (work: string) =>
    `You begin fresh. This browser holds work of an earlier visit: ${work}. It is set aside: you do not see it, and nothing here learns from it.`,
  aside: (work: string) => `Set aside at a fresh start: ${work}.`,
  keep: 'Leave it aside',
  show: 'Show it again',
  delete: 'Delete it …',
  question: (work: string) => `Delete ${work}? If they are somebody else’s, ask first: they cannot be brought back.`,
  deleteNow: 'Delete',
  notSetAside: 'The work of earlier visits could not be set aside: it is on view as before.',
  notDeleted: 'The work that was set aside could not be deleted.',
  fresh: 'New here? Start fresh',
  freshMeaning:
    'The page opens as its link opened it. What was ranked and trained in this browser before is set aside, not deleted.',
};
