/** English: saved runs, their replay and their overlay, and what a visit saves for the next. */
import { excerpt } from '../../../excerpt';
import type { Origin } from '../../../experiment/names';

export const runs = {
  heading: 'Runs',
  sentence:
    'Every run of a stage is kept in this browser until you delete it, when it ends or pauses and every 15 seconds while it runs: all its metrics and changes, and as many of its micro-steps as fit. What a scenario of the lab came to is kept when its run is done. Nothing leaves this machine. Exported, a run is a .run file: JSON Lines packed with gzip, the settings and the policy on the first line, then its events, one a line.',
  empty:
    'No run is kept yet. Train a stage, or run a scenario of the lab: the run appears here as soon as it has measured something, or in the lab once it is done.',
  opening: 'opening the list',
  closed:
    'The list of kept runs cannot be opened: this browser does not let the page look into its own database, or does not answer. Private windows and blocked cookies do that. You can train and label all the same.',
  list: 'Kept runs',
  count: (n: number) => (n === 1 ? '1 run' : `${n} runs`),
  /** With the first of what sets it apart from the defaults. */
  named: (stage: string, traits: readonly string[], more: boolean) =>
    traits.length === 0
      ? `${stage}, all at default`
      : `${stage} with ${[...traits, ...(more ? ['…'] : [])].join(', ')}`,
  /** What it learned from sets it apart most. */
  learned: (stage: string, learned: string, trait: string | null, more: boolean) =>
    [stage, learned, ...(trait === null ? [] : [trait]), ...(more ? ['…'] : [])].join(', '),
  notSaved: 'This browser does not let the page keep runs, so they last as long as this tab.',
  gone: 'This run is not kept any more; perhaps it was deleted in another tab.',
  nameless: 'A run without a name',
  record: 'its entry in the list',
  notShown: (why: string) => `This run is still kept, but cannot be shown. ${why}`,
  unreadable: (name: string) => `The events of “${name}” cannot be read, so it cannot be shown.`,

  against: 'Differences to',
  defaults: 'the defaults',
  present: 'the present settings',
  same: 'same settings',
  differs: 'differs',
  changed: 'turned while it ran',
  seed: (seed: number) => `seed ${seed}`,
  switched: (on: boolean) => (on ? 'on' : 'off'),
  round: (round: number) => `round ${round}`,
  progress: (iteration: string, iterations: string) => `${iteration} of ${iterations} iterations`,
  endings: { open: 'not ended', done: 'done', reset: 'ended by a reset' },
  ran: (time: string) => `ran ${time}`,
  lasted: (time: string) => `${time} from its first step to its last, pauses included`,
  savedSteps: (every: number) => (every === 1 ? 'all shown micro-steps' : `micro-steps of one iteration in ${every}`),
  withPolicy: 'policy kept',

  rename: 'Rename',
  name: 'Name of the run',
  saveName: 'Keep name',
  cancel: 'Cancel',
  overlay: 'Overlay',
  overlayMeaning: 'Lay its curves over the present run’s, on every chart of its stage',
  takeAway: 'Take off',
  see: 'See it on the charts',
  replay: 'Replay',
  compare: 'Compare',
  compareMeaning: 'Ask its policy beside the models of the present run',
  export: 'Export',
  exportMeaning:
    'Save the run as a .run file, JSON Lines packed with gzip: settings, events, and the policy if it is kept',
  import: 'Import a run…',
  delete: 'Delete',
  deleteAll: 'Delete all',
  sure: (n: number) => (n === 1 ? 'Delete this run for good?' : `Delete all ${n} runs for good?`),
  really: 'Delete',
  keep: 'Keep',

  file: {
    refused: (name: string, why: string) => `“${excerpt(name)}” was not imported. ${why}`,
    already: (file: string, run: string) => `“${excerpt(file)}” is here already: it is the run “${excerpt(run)}”.`,
    notPacked: 'A run’s file is packed with gzip, which this is not.',
    cutShort: 'It is cut short or damaged: it does not unpack.',
    noRun: 'It is no run of this page: its first line should say so.',
    newer: (version: string) => `It is of version ${version}, and this page reads version 1.`,
    wrong: (where: string, expected: string, received: string) =>
      `At ${excerpt(where)} it should have ${expected}, and has ${excerpt(received)}.`,
    line: (n: number) => `line ${n}`,
    /** What should be there. */
    count: 'a whole number from 0 on',
    between: (min: number, max: number) => `a number from ${min} to ${max}`,
    most: (n: number) => `at most ${n} entries`,
    mostLetters: (n: number) => `a text of at most ${n} letters`,
    mostRounds: (n: number) => `a whole number from 0 to ${n}`,
    mostLines: (n: number) => `at most ${n} lines`,
    mostAlike: (n: number) => `at most ${n} turns of a knob, and points of one curve`,
    weights: (n: number) => `weights in base64, of at most ${n} letters`,
    unfolds: (megabytes: number) => `It unpacks to more than ${megabytes} MB, and no run of this page does.`,
    /** Of the whole file. */
    end: 'its end',
    oneEvent: 'at least one line after the first',
    oneToken: 'at least one token',
    before: (tokens: number) => `a place before the end of its ${tokens} tokens`,
    asMany: (n: number, part: string) => `${n} entries, one for each ${part}`,
    parts: { token: 'token', responseToken: 'token of the answer', answer: 'answer' },
    choice: (n: number) => `one of the scenario’s ${n} answers, counted from 0`,
    pairOf: (answers: number) => `two places among its ${answers} answers, the better first`,
    within: (tokens: number, of: number) => `a place from which ${tokens} tokens lie within the minibatch’s ${of}`,
    /** What came. */
    none: 'none',
    entries: (n: number) => (n === 1 ? '1 entry' : `${n} entries`),
    letters: (n: number) => `${n} letters`,
    more: 'more',
    pair: (better: number, worse: number) => `${better} and ${worse}`,
  },

  lineage: {
    rewardModel: (told: string) => `reward model: ${told}`,
    rankings: (told: string) => `rankings: ${told}`,
    simulated: 'simulated',
    withYours: (rankings: number, weight: number) => `with ${rankings} by people${weight === 1 ? '' : ` × ${weight}`}`,
    from: (told: string) => `start: ${told}`,
    start: (model: string, origin: string) => `${model}, ${origin}`,
    own: (rankings: number, weight: number) =>
      `trained on ${rankings} ${rankings === 1 ? 'ranking' : 'rankings'} by people${weight === 1 ? '' : ` × ${weight}`}`,
    origins: {
      random: 'at random weights',
      shipped: 'shipped',
      trained: 'trained here',
      file: 'from your file',
      kept: 'from an earlier visit',
    } satisfies Record<Origin, string>,
  },

  lab: {
    named: (title: string, seed: number, traits: readonly string[]) =>
      `${title} (${[`seed ${seed}`, ...traits.slice(0, 2), ...(traits.length > 2 ? ['…'] : [])].join(', ')})`,
    kind: 'Lab',
    size: (size: string) => `size ${size}`,
    imported: 'from a file',
    recorded: 'recording, played here',
    recordedIn: (time: string) => `recorded in ${time}`,
    predicted: (choice: string) => `Predicted: ${choice}.`,
    hands: (counted: readonly string[]) => `Hands: ${counted.join('; ')}.`,
    came: (choice: string) => `Came out: ${choice}.`,
    unclear: 'What came out is not clear.',
    notClear: 'not clear',
    savePredictions: 'Save predictions',
    savePredictionsMeaning: 'All predictions of the lab’s runs, hands counted, and what came out, as CSV',
    columns: ['when', 'question', 'predicted', 'hands', 'came out', 'seed', 'run'],
    live: 'trained here',
    measured: 'measured last',
    open: 'Open in the lab',
    openMeaning: 'See its pictures, its table and what came out, as they stood when it was done',
    exportMeaning: 'Save the run as a .run file, JSON Lines packed with gzip: settings, and all that it measured',
    damaged: (name: string) => `“${name}” cannot be shown: what it measured is damaged and does not unpack.`,
    /** Against a run of a stage or of another scenario, or against the settings of the stages. */
    same: 'the scenario’s own settings',
    apart: 'not compared: differences are told between runs of the same scenario',
    /** A run of a stage against one of the lab. */
    stageApart: 'not compared: differences are told between runs of the stages',
  },

  overlaid: (name: string, differences: readonly string[]) =>
    `Laid over the charts, dashed: ${name}. ${differences.length === 0 ? 'Its settings are the present ones.' : `It differs from the present settings: ${differences.join(', ')}.`}`,

  player: {
    label: 'Replay',
    marked: 'Replay of',
    meaning: 'Recorded, not live. The run you left waits as it was.',
    back: 'Step back',
    forward: 'Step forward',
    play: 'Play',
    pause: 'Stop',
    scrub: 'Moment of the run',
    moment: (iteration: number, iterations: number) => `iteration ${iteration} of ${iterations}`,
    speed: 'moments a second',
    leave: 'Leave the replay',
  },

  comeBack: {
    label: 'Your last visit',
    sentence: (did: readonly string[], size: string, when: string) =>
      `On ${when} you ${did.join(', and ')} here, at size ${size}.`,
    did: {
      trained: (stages: string) => `trained ${stages}`,
      evaluated: 'evaluated the models',
      learned: 'saw what rankings change',
    },
    exactly:
      'Go on from that very step as if the page had never been closed: the same settings, curves and optimizer, and the same randomness. Of a run that was going on, the last few seconds are done again.',
    notKept:
      'What the evaluation and the rankings came to is shown again. Not kept are answers in Compare, the rest of an evaluation that had not ended, and models of the label desk that you did not go on with.',
    goOn: 'Go on with these weights and settings',
    goOnThere: 'Go on where you stopped',
    goingOn: 'Going on where you stopped: your models, curves and settings are on their way …',
    forget: 'Forget them',
    stood: (stage: string, iteration: number, iterations: number) =>
      `${stage} (stopped at ${iteration} of ${iterations})`,
    weightsProblem: (why: string) => `Its weights and settings cannot be taken back. ${why}`,
    problem: (why: string) => `Where its stages stood cannot be gone on with. ${why}`,
    resultsProblem: (why: string) => `What the evaluation and the rankings came to cannot be shown again. ${why}`,
    results: 'The results of your last visit',
    unreadable: (where: string, expected: string, received: string) =>
      `At ${where} of what lies on this machine it should have ${expected}, and has ${received}.`,
    beginning: 'the beginning',
    damaged: (detail: string) => `It is damaged: ${detail}.`,
    otherBackend: (then: string, now: string) =>
      `What you left was trained on ${then}. It goes on on ${now}, so its numbers will differ in their last digits from those that it would have had.`,
    unfinished: (stage: string, iteration: number, iterations: number) =>
      `${stage} (stopped at ${iteration} of ${iterations}: its weights come back, its curves and its optimizer do not)`,
  },
};
