/** English: what stands around every view: header, pipeline, run bar, backend, confirmations and notices. */
import { excerpt } from '../../../excerpt';
import type { TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';

export const views = {
  start: 'Start',
  train: 'Train',
  label: 'Label',
  compare: 'Compare',
  evaluate: 'Evaluate',
  lab: 'Lab',
  runs: 'Runs',
  all: 'Views',
  /** Where a stage stands that runs or waits behind another view. */
  atWork: {
    running: (stage: string, count: string) => `${stage} ${count}`,
    paused: (stage: string, count: string) => `${stage} paused, ${count}`,
  },
};

export const map = {
  label: 'The pipeline',
  previous: 'previous stage',
  next: 'next stage',
  round: (n: number) => `round ${n}`,
  again: 'rank the new policy’s answers, go round again',
  againMeaning:
    'Labelers, and you if you like, rank answers of the present policy; a new reward model learns from all comparisons so far, and PPO goes on from the present policy. There is a way back.',
  againNeeds: 'Train the policy first.',
  back: (round: number) => `back to round ${round}`,
  backMeaning: (round: number) =>
    `The policy and the reward model come back as round ${round} left them; what was trained since is dropped.`,
  trains: { pretrain: 'base model', sft: 'fine-tuned model', rewardModel: 'reward model' } satisfies Record<
    Exclude<TrainedStage, 'ppo'>,
    string
  >,
  size: (size: string) => `size ${size}`,
  networks: 'Four networks: policy and value network learn; fine-tuned model and reward model are frozen',
  fourNetworks: 'two learn, two are frozen',
};

export const runBar = {
  label: 'Run',
  run: 'Run',
  pause: 'Pause',
  micro: 'Micro-step',
  iteration: 'Iteration',
  reset: 'Reset',
  microMeaning: 'One micro-step (key m)',
  iterationMeaning: 'One whole iteration (key i)',
  runMeaning: 'Run or pause (space)',
  again: 'Rerun',
  againMeaning: 'Runs from its beginning with the knobs as they are now; asks before anything trained here is dropped',
  doneMeaning: 'It is done. Rerun it, or reset it to step through it.',
  outMeaning: 'The training has stopped: Go on, above, starts it again.',
  resetMeaning: 'Back to the weights and the seed this stage began with',
  speed: 'speed',
  full: 'full',
  perSecond: (n: string) => `${n}/s`,
  count: (iteration: string, iterations: string) => `${iteration} of ${iterations}`,
  progress: (count: string) => `${count} iterations`,
  progressLabel: 'Progress of the stage',
  left: (time: string) => `${time} left`,
  seed: (seed: number) => `seed ${seed}`,
};

export const backend = {
  computer: 'this computer:',
  starting: 'getting ready',
  ready: 'ready',
  open: 'Backend: what runs, how fast, and why',
  heading: 'What runs the training',
  stepsPerSecond: (n: string) => `${n} micro-steps/s`,
  name: 'backend',
  perStep: 'ms per training step',
  note: 'note',
  inUse: 'in use',
  notChosen: 'not chosen',
  earlier: 'earlier visit',
  notTimed: '–',
  workers: (n: number) => (n === 1 ? 'one worker' : `${n} workers`),
  timed: (milliseconds: string, earlier: boolean) =>
    `(${milliseconds} ms per training step${earlier ? ', earlier visit' : ''})`,
  timedAgain: 'Their number was timed again: your computer has become slower or faster, or the size is another.',
  noCore: 'Your computer cannot run so many at once, so fewer train.',
  spared: 'While the battery is low, one worker trains alone.',
  chooseWorkers: 'Workers',
  workersMeaning:
    'Your computer can do several things at once, so several workers share each step of the training. The numbers stay the same, to the last bit. One worker takes longer, and your computer stays less warm.',
  choose: 'Use',
  auto: 'the fastest',
  timing: 'Chosen by timing real training steps when the page opened.',
  memory: 'Chosen by the timing of an earlier visit. Choose “the fastest” to time again.',
  learner: 'Chosen by you, or by the link.',
  fallback: 'What you or the link chose does not work here; this does.',
  onlyChoice: 'Nothing faster works here.',
  restarts: 'Choosing another opens the page’s models again on it; its numbers may differ in the last digits.',
  measure: 'Measure this machine',
  measureOpens: 'in a tab of its own; pause the training first.',
};

export const activities = {
  backend: 'finding the fastest way to train on this computer',
  kernels: 'getting the graphics card ready',
  selfTest: 'checking that its numbers are right',
  timing: 'measuring how fast this computer trains',
  warmUp: 'trying every stage once',
  checkpoints: 'opening the trained models',
} satisfies Record<Extract<WorkerEvent, { type: 'progress' }>['activity'], string>;

export const theme = { label: 'Theme', light: 'light', dark: 'dark', system: 'as the system' };

export const confirm = {
  question: (lost: readonly string[]) => `Go on? What comes now takes the place of ${lost.join(', ')}, trained here.`,
  lost: {
    pretrain: () => 'the base model',
    sft: () => 'the fine-tuned model',
    rewardModel: (round: number) => `the reward model of round ${round}`,
    ppo: (round: number) => `the policy of round ${round}`,
  } satisfies Record<TrainedStage, (round: number) => string>,
  stays: 'The earlier run stays in Runs, with its curves and its policy: there you can compare it with the new one.',
  weightsGo:
    'The curves stay in Runs, and so does a policy, to compare it. All other weights are gone, unless you save them to a file.',
  save: 'Save to a file',
  saveOf: (model: string) => `Save ${model} to a file`,
  proceed: 'Go on',
  cancel: 'Cancel',
};

export const notices = {
  label: 'Messages',
  dismiss: 'dismiss',
  details: 'details',
  fatal: 'The training cannot run here',
  workerFailed:
    'The part of the page that trains could not be started. Reloading may help; if it does not, try another browser.',
  workerCrashed: 'The part of the page that trains has stopped.',
  workerSilent: 'The part of the page that trains has not answered for two minutes, and was ended.',
  unreadable: 'A message from the training could not be read, so it was ended.',
  stopped:
    'What you see stays. Going on starts it again from the last moment that was kept, at most some seconds back; what was not trained here begins from its start.',
  goOn: 'Go on',
  reload: 'Reload',
  backendMissing: (wanted: string, reason: string, used: string) =>
    `${wanted} was asked for, which does not work here: ${reason} The page trains on ${used}.`,
  helperLost: (workers: number) =>
    `A helping worker had to be left out. ${workers === 1 ? 'One worker goes on alone' : `${workers} workers go on`}, with the same numbers.`,
  addressRefused:
    'This browser does not let the page write its address, so the address bar no longer says what you see. Share still gives you a link to it.',
  fileUnread: (name: string) => `The file “${excerpt(name)}” could not be read.`,
  fileTooLarge: (name: string, most: string, came: string) =>
    `The file “${excerpt(name)}” was not opened. It may have at most ${most} bytes, and has ${came}.`,
};
