/** English: every word the learner reads. */
import { excerpt } from '../../../excerpt';
import type { BenchWork } from '../../../protocol/bench';
import type { BackendName, Origin, Speaker, StageName, StageStatus, TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import { charts, curves } from './charts';
import { classroom } from './classroom';
import { compare } from './compare';
import { evaluate, evaluation } from './evaluate';
import { comparisons, inside, ledger } from './inside';
import { knobs } from './knobs';
import { lab } from './lab';
import { label } from './label';
import { metrics } from './metrics';
import { microSteps } from './microSteps';
import { runs } from './runs';
import { step } from './step';
import { terms } from './terms';
import type { WhenKnobActs } from '../../../experiment/whenKnobActs';
import type { Named } from '../named';

const stages = {
  pretrain: {
    label: 'Pretrain',
    meaning: 'A model with random weights reads the world’s corpus and learns to guess the next token.',
  },
  sft: {
    label: 'Fine-tune',
    meaning: 'It learns to answer instructions from demonstrations written by labelers (SFT).',
  },
  rewardModel: {
    label: 'Reward model',
    meaning: 'A second model learns from rankings which answer a labeler prefers.',
  },
  ppo: {
    label: 'PPO',
    meaning: 'The policy learns to please the reward model without straying far from where it began.',
  },
  evaluate: { label: 'Evaluate', meaning: 'All models answer the same held-out prompts.' },
} as const satisfies Record<StageName, Named>;

const speakers = {
  base: {
    label: 'base',
    meaning: 'The pretrained model, given the bare prompt: it goes on writing instead of answering.',
  },
  fewShotBase: {
    label: 'prompted base',
    meaning: 'The pretrained model, shown one example of a question with its answer first.',
  },
  sft: { label: 'SFT', meaning: 'The model fine-tuned on demonstrations.' },
  ppo: { label: 'PPO', meaning: 'The policy trained against the reward model.' },
} as const satisfies Record<Speaker, Named>;

export const en = {
  title: 'RLHF Playground',
  charts,
  compare,
  comparisons,
  curves,
  evaluate,
  inside,
  knobs,
  lab,
  label,
  metrics,
  microSteps,
  runs,
  classroom,
  step,
  terms,
  stages,
  speakers,
  ledger,
  evaluation,

  labelers: {
    heading: 'The labelers',
    agreement: {
      label: 'agree with each other',
      meaning: 'Share of pairs that two labelers order alike; InstructGPT’s agreed on 73 %.',
    },
    agreementWithGold: {
      label: 'agree with gold',
      meaning: 'Share of pairs that a labeler orders as the world’s judge does.',
    },
    ceiling: {
      label: 'ceiling',
      meaning:
        'The accuracy of a reward model that had learnt everything these labelers want, and none of their noise.',
    },
  },

  views: {
    train: 'Train',
    label: 'Label',
    compare: 'Compare',
    evaluate: 'Evaluate',
    lab: 'Lab',
    runs: 'Runs',
    all: 'Views',
  },

  status: {
    locked: 'locked',
    ready: 'ready',
    running: 'running',
    paused: 'paused',
    done: 'done',
  } satisfies Record<StageStatus, string>,
  opening: 'opening',
  /** A stage that is done before all its planned iterations. */
  endedEarly: 'ended early',

  origins: {
    random: 'random weights',
    shipped: 'shipped checkpoint',
    trained: 'trained here',
    file: 'from your file',
    kept: 'from your last visit',
  } satisfies Record<Origin, string>,

  weightsNote: {
    random: 'Starts at random weights.',
    shipped: 'Ready-made weights that ship with the page.',
    trained: 'Trained in this tab.',
    file: 'Weights from your file.',
    kept: 'Trained here on your last visit.',
  } satisfies Record<Origin, string>,
  /** What a locked stage waits for. */
  needs: (models: readonly string[]) => `Needs ${models.join(' and ')} first.`,
  models: {
    pretrain: 'a pretrained model',
    sft: 'a fine-tuned model',
    rewardModel: 'a reward model',
    ppo: 'a policy',
  } satisfies Record<TrainedStage, string>,

  backends: { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' } satisfies Record<BackendName, string>,

  activities: {
    backend: 'looking for backends',
    kernels: 'compiling kernels',
    selfTest: 'checking the backend against the CPU',
    timing: 'timing real training steps',
    warmUp: 'trying every stage once',
    checkpoints: 'opening checkpoints',
  } satisfies Record<Extract<WorkerEvent, { type: 'progress' }>['activity'], string>,

  firstVisit: {
    sentence:
      'This tiny GPT has learned to write and then to answer; a second model, the reward model, has learned which answers people prefer. Press run: the GPT learns to please it.',
    rankFirst: ['Or ', 'rank some answers yourself', ' first, and it learns to please you.'],
    fromNothing: 'Start from nothing',
    world:
      'It lives in a toy world: 239 words, twenty animals and what is true of each, five people, and instructions such as “name two animals .”',
    moreOfWorld: 'More about this world',
    aboutWorld: [
      'A world this small can be learned in seconds, and it has a judge who knows all of it: whether an answer does what was asked, is true, and does no harm. The judge’s mark, from 0 to 1, is called gold. Training never sees it; you do.',
      'Training sees simulated labelers instead, 40 unless you turn that knob. Each ranks answers by a taste of their own, not without errors, and you can be one more. The reward model learns from their rankings; its score is the proxy. Where proxy and gold part, the model is being rewarded for the wrong thing.',
      'The texts to learn from were made up by the page: a corpus of facts, stories, letters, exams and rude forum talk, some of it false, in place of the internet; and demonstrations, answers by 40 writers of differing care.',
    ],
  },
  confirm: {
    question: (lost: readonly string[]) => `This drops ${lost.join(', ')}, trained here.`,
    lost: {
      pretrain: () => 'the base model',
      sft: () => 'the SFT model',
      rewardModel: (round: number) => `the reward model of round ${round}`,
      ppo: (round: number) => `the policy of round ${round}`,
    } satisfies Record<TrainedStage, (round: number) => string>,
    kept: 'What the charts showed stays in Runs, and so do the weights of a policy, to compare it. All other weights are gone unless you save them to a file.',
    save: 'Save to a file',
    saveOf: (model: string) => `Save ${model} to a file`,
    proceed: 'Drop and go on',
    keep: 'Cancel',
  },

  theme: { label: 'Theme', light: 'light', dark: 'dark', system: 'as the system' },

  backend: {
    starting: 'starting',
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
    choose: 'Use',
    auto: 'the fastest',
    timing: 'Chosen by timing real training steps when the page opened.',
    memory: 'Chosen by the timing of an earlier visit. Choose “the fastest” to time again.',
    learner: 'Chosen by you, or by the link.',
    fallback: 'What you or the link chose does not work here; this does.',
    onlyChoice: 'Nothing faster works here.',
    restarts: 'Choosing another opens the page’s models anew on it.',
    measure: 'Measure this machine',
    measureOpens: 'in a tab of its own; pause the training first.',
  },

  map: {
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
    taught: (own: number) => `taught by you: ${own} ${own === 1 ? 'ranking' : 'rankings'}`,
    trains: { pretrain: 'base model', sft: 'SFT model', rewardModel: 'reward model' } satisfies Record<
      Exclude<TrainedStage, 'ppo'>,
      string
    >,
    size: (size: string) => `size ${size}`,
    networks: 'Four networks: policy and value learn, reference and reward model are frozen',
    fourNetworks: 'two learn, two are frozen',
  },

  runBar: {
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
    againMeaning:
      'Runs from its beginning with the knobs as they are now; asks before anything trained here is dropped',
    doneMeaning: 'It is done. Rerun it, or reset it to step through it.',
    outMeaning: 'The training has stopped: Go on, above, starts it afresh.',
    resetMeaning: 'Back to the weights and the seed this stage began with',
    speed: 'speed',
    full: 'full',
    perSecond: (n: string) => `${n}/s`,
    count: (iteration: string, iterations: string) => `${iteration} of ${iterations}`,
    progress: (count: string) => `${count} iterations`,
    progressLabel: 'Progress of the stage',
    left: (time: string) => `${time} left`,
    seed: (seed: number) => `seed ${seed}`,
  },

  panes: { label: 'Panes', inside: 'inside', overTime: 'over time' },

  units: { nats: 'nats', tokens: 'tokens' },

  samples: {
    heading: 'the model at work',
    waiting: 'Its answers to a few fixed prompts appear here as it learns.',
    waitingForRollout: 'Its answers to some prompts of each iteration appear here.',
    after: (n: number) => `after iteration ${n}`,
    during: (n: number) => `in iteration ${n}`,
  },

  settings: {
    heading: 'knobs',
    advanced: 'advanced',
    source: 'Source',
    range: (min: string, max: string) => `${min} to ${max}`,
    /** When a change acts. */
    acts: {
      live: 'Acts also while the stage runs, from its next step on',
      livePpo: 'Acts also while PPO runs, from the next iteration on at the latest',
      begin: 'Acts when the stage next begins: with Run, or after a reset; a run under way goes on as it began',
      world: 'Acts when a stage next begins; a run under way goes on in the world in which it began',
      labels: 'Acts when a reward model next begins to learn, here or in stage 2',
      size: 'Opens the models of that size at once, for all stages',
      rewardModelSize: 'Acts at once: stages 2 and 3 go back to their beginning',
    } satisfies Record<WhenKnobActs, string>,
    number: (label: string) => `${label}, number`,
    reset: 'default',
    resetTo: (label: string, value: string) => `${label}: back to the default, ${value}`,
  },

  weights: {
    heading: 'weights',
    open: 'Open weights…',
    save: 'Save weights',
    shipped: 'Open the shipped ones',
    saved: 'Safetensors with Hugging Face’s GPT-2 names.',
  },

  notices: {
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
      'What you see stays. Going on starts it afresh from the last moment that was kept, at most some seconds back; what was not trained here begins anew.',
    goOn: 'Go on',
    reload: 'Reload',
    backendMissing: (wanted: string, reason: string, used: string) =>
      `This link asks for ${wanted}, which does not work here: ${reason} The page trains on ${used}.`,
    addressRefused:
      'This browser does not let the page write its address, so the address bar no longer says what you see. Share still gives you a link to it.',
    fileUnread: (name: string) => `The file “${excerpt(name)}” could not be read.`,
  },

  broken: {
    notLoaded:
      'This part of the page could not be loaded: the network is gone, or the page was renewed on its server. Try again, or reload. Your labels and runs are kept, and training goes on meanwhile.',
    notDrawn:
      'This part of the page cannot be drawn: an error of the page’s own. Your labels and runs are kept, and training goes on meanwhile. Try again, or look at another view.',
    again: 'Try again',
    save: 'Save everything',
    saved: (left: readonly string[]) => `Saved, but without ${left.join(' and ')}.`,
    nothing: 'There is nothing to save yet: no ranking, no run, and no weights trained here.',
    parts: { rankings: 'your rankings', runs: 'the kept runs' },
  },

  bench: {
    heading: 'How fast is this machine?',
    sentence:
      'The network of size S takes a training step on 32 × 48 tokens, and writes 32 answers of 20 tokens: with the fused kernels of this page and with plain TensorFlow.js, in turns. The ratio says more than the milliseconds, which vary with whatever else runs here.',
    columns: ['backend', 'fused, ms', 'plain, ms', 'plain / fused', 'tokens/s, fused', 'rounds'],
    works: { training: 'training step', rollout: 'rollout' } satisfies Record<BenchWork, string>,
    legend:
      'Fused: this page’s own kernels. Plain: the same network composed of TensorFlow.js operations. Rollout: the model writes the answers, one token after the other.',
    times: (n: string) => `${n}\u00a0×`,
    range: (min: string, max: string) => `${min} to ${max}`,
    running: 'measuring; leave this tab in front',
    done: 'done',
    verdict: (backend: string, all: string, ppo: string) =>
      `On ${backend} this machine trains the whole default pipeline, from random weights through PPO, in about ${all}; PPO alone, where the page opens, in about ${ppo}.`,
    derived:
      'An estimate: the steps and answers of all stages at their default settings, times the medians above. What the page draws and the judge marks comes on top.',
    nothing: 'Nothing could be measured here; the reasons stand above. The page still trains on the CPU, slowly.',
    noFusedCpu:
      'The CPU cannot be measured: this page has no fused kernels for it, so there is nothing to compare. The others are measured instead.',
    crashed: 'The measurement has stopped before its end. Reload to measure again.',
    back: 'Back to the page',
    copy: 'Copy result',
    copied: 'copied',
    failed: 'The browser did not allow copying; here is the result.',
  },

  /** The tokens that are no words; the brackets keep them apart from words. */
  specials: { endoftext: '‹end›', user: '‹prompt›', assistant: '‹answer›', pad: '‹pad›' } as Readonly<
    Record<string, string | undefined>
  >,

  number: { second: 's', minute: 'min', none: '–', error: (error: string) => `± ${error}` },
};
