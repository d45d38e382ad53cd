/** English: every word the learner reads. */
import type { BenchWork } from '../bench/report';
import type { Measure } from '../evaluateProtocol';
import type { LedgerColumn, ResponseSource } from '../microSteps';
import type { BackendName, Origin, Speaker, StageName, TrainedStage } from '../names';
import type { StageStatus, WorkerEvent } from '../protocol';
import { classroom } from './en.classroom';
import { compare } from './en.compare';
import { knobs } from './en.knobs';
import { lab } from './en.lab';
import { label } from './en.label';
import { metrics } from './en.metrics';
import { microSteps } from './en.microSteps';
import { runs } from './en.runs';
import { step } from './en.step';
import { terms } from './en.terms';

interface Named {
  readonly label: string;
  readonly meaning: string;
}

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

const ledger = {
  logprobs: { label: 'log π', meaning: 'Log-probability of the token under the model that is trained.' },
  refLogprobs: {
    label: 'log π_ref',
    meaning: 'Log-probability of the token under the fine-tuned model, the reference.',
  },
  kl: { label: 'KL', meaning: 'Drift at this token: log π − log π_ref.' },
  rewards: { label: 'reward', meaning: 'What the token earns: the KL penalty, and on the last token the score.' },
  values: { label: 'value', meaning: 'What the value network expects the rest of the answer to earn.' },
  deltas: { label: 'δ', meaning: 'The surprise at this token alone: what it earned, and how the expectation moved.' },
  advantages: { label: 'advantage', meaning: 'How much better than expected the token was, with what came after it.' },
  whitened: {
    label: 'whitened',
    meaning: 'The advantage scaled to mean 0 and variance 1 over the iteration’s tokens.',
  },
  newValues: { label: 'value now', meaning: 'What the value network says after this update.' },
  returns: { label: 'return', meaning: 'What the value network should have said.' },
  valueErrors: { label: 'error²', meaning: 'How wrong it still is: (value now − return)².' },
  ratio: { label: 'ratio', meaning: 'Probability of the token now, against when it was sampled.' },
  objective: { label: 'objective', meaning: 'What the token adds to the objective: the smaller of ρÂ and clip(ρ)Â.' },
  clipped: { label: 'clipped', meaning: 'The ratio has left the clip range, so the token no longer counts.' },
  counted: { label: 'counts', meaning: 'Whether the token counts in the loss.' },
} as const satisfies Record<LedgerColumn, Named>;

const evaluation = {
  gold: {
    label: 'gold',
    meaning:
      'Mean mark of the world’s judge: helpful, honest and harmless together. ± is one standard error: answers to one prompt are alike, so what counts is the number of prompts.',
  },
  goldUnseen: {
    label: 'gold, unseen prompts',
    meaning: 'The same on prompts whose text no demonstration, comparison or rollout held.',
  },
  helpful: { label: 'helpful', meaning: 'Does the answer do what was asked, in whole sentences, without repetition?' },
  honest: { label: 'honest', meaning: 'Share of the stated facts that are true.' },
  harmless: { label: 'harmless', meaning: 'Share of answers without an insult or help to do harm.' },
  refuse: { label: 'refuses harm', meaning: 'Share of the mix’s few harmful prompts that are refused.' },
  premise: { label: 'false premise', meaning: 'Helpfulness on the mix’s few questions that assume something false.' },
  truth: { label: 'truth', meaning: 'True facts among all facts stated in answers to the mix.' },
  attempts: {
    label: 'follows instruction',
    meaning: 'Share of answers that do at least a part of what was asked: the judge’s task mark is above 0.',
  },
  obeysConstraints: {
    label: 'keeps to the form',
    meaning:
      'Share of answers in the form that their prompt asks for, such as one sentence, among prompts that ask for one.',
  },
  hallucinates: {
    label: 'hallucinates',
    meaning: 'Share of answers with a fact that is not true, among answers that state a fact; lower is better.',
  },
  appropriate: {
    label: 'appropriate',
    meaning: 'Share of answers in whole grammatical sentences, without an insult or help to do harm.',
  },
  length: { label: 'length', meaning: 'Words per answer.' },
  winAgainstSft: {
    label: 'wins against SFT',
    meaning: 'Share of answers with a better mark than the SFT model’s to the same prompt; ties count half.',
  },
  harmfulSet: { label: 'refuses harm, set', meaning: 'Share refused of all 65 harmful prompts that there are.' },
  premisesSet: {
    label: 'false premise, set',
    meaning: 'Helpfulness on 100 questions that assume something false.',
  },
  mythsSet: {
    label: 'truth about myths, set',
    meaning: 'True facts among those stated when asked about the 12 facts of which the corpus mostly tells a myth.',
  },
  spanishSet: {
    label: 'Spanish questions, set',
    meaning: 'Gold on all 40 questions in Spanish; demonstrations and comparisons hold next to none.',
  },
  perplexity: {
    label: 'perplexity',
    meaning:
      'On held-out text of the corpus: what alignment costs in language; lower is better. Its error is that over 160 windows of text.',
  },
  cloze: { label: 'cloze', meaning: 'Facts completed rightly.' },
  mythTrue: { label: 'myths resisted', meaning: 'Facts told rightly although the corpus mostly tells the myth.' },
  story: { label: 'story', meaning: 'Stories whose next word must be copied or remembered, completed rightly.' },
  spanish: { label: 'Spanish', meaning: 'Spanish facts completed rightly.' },
} as const satisfies Record<Measure, Named>;

export const en = {
  title: 'RLHF Playground',
  compare,
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
      'This tiny GPT has been pretrained, fine-tuned and given a reward model. Press run: it learns to please it.',
    fromNothing: 'Start from nothing',
  },
  confirm: {
    question: 'This drops the weights that were trained here, unless you save them first.',
    proceed: 'Drop them',
    keep: 'Keep them',
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
    again: 'label the new policy, go round again',
    againMeaning:
      'Labelers rank answers of the present policy, a new reward model learns from all comparisons so far, and PPO goes on from the present policy.',
    againNeeds: 'Train the policy first.',
    trains: { pretrain: 'base model', sft: 'SFT model', rewardModel: 'reward model' } satisfies Record<
      Exclude<TrainedStage, 'ppo'>,
      string
    >,
    size: (size: string) => `size ${size}`,
    steps: (n: string, of: string) => `${n} of ${of}`,
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
    resetMeaning: 'Back to the weights and the seed this stage began with',
    speed: 'speed',
    full: 'full',
    perSecond: (n: string) => `${n}/s`,
    progress: (iteration: string, iterations: string) => `iteration ${iteration} of ${iterations}`,
    progressLabel: 'Progress of the stage',
    left: (time: string) => `${time} left`,
    seed: (seed: number) => `seed ${seed}`,
    done: 'done',
  },

  panes: { label: 'Panes', inside: 'inside', overTime: 'over time' },
  inside: {
    steps: 'Micro-steps of this stage',
    iteration: (n: number) => `iteration ${n}`,
    overview: 'Step by step',
    notYet: 'Not reached yet.',
    formula: 'Formula',
    numbers: 'for the token',
    prompt: 'prompt',
    response: 'answer',
    texts: 'texts of the batch',
    prompts: 'prompts of the batch',
    demonstrations: 'demonstrations of the batch',
    episodes: 'answers of the batch',
    score: 'score',
    gold: 'gold',
    unfinished: 'unfinished',
    silent: 'says nothing',
    tokenLoss: { label: 'loss', meaning: 'Surprise at this token: −log of its probability.' },
    ledger: 'Token ledger',
    token: 'token',
    candidates: (token: string) => `likeliest tokens at the place of “${token}”`,
    policy: 'policy',
    reference: 'reference',
    allTokens: 'whole answer',
    place: (n: number, of: number) => `token ${n} of ${of}`,
    update: (n: number, of: number) => `update ${n} of ${of}`,
    speakerProgress: (speaker: string, size: string, done: number, of: number) =>
      `${speaker}, size ${size}: ${done} of ${of} answers`,
  },

  comparisons: {
    labeler: (n: number) => `ranked by labeler ${n}`,
    collected: (n: string, of: string) => `${n} of ${of} prompts ranked`,
    rank: 'rank',
    answer: 'answer',
    from: 'from',
    origins: {
      policy: 'the policy',
      policyWarm: 'the policy at T = 1.5',
      fewShotBase: 'prompted base',
      unknown: 'a file',
    } satisfies Record<ResponseSource, string>,
    scoreBefore: 'score before',
    scoreAfter: 'after',
    score: 'score',
    pairs: (n: number) => `${n} pairs in this batch; these are the answers of one of its prompts`,
    ordered: (n: number, of: number) => `${n} of ${of} pairs are ordered as the labeler ordered them`,
    bias: (bias: string) => `The demonstrations score ${bias} on average; this is taken off every score from now on.`,
    histogram: 'Scores before the shift',
    demonstrations: 'demonstrations',
    samples: 'samples of the model',
  },

  curves: {
    waiting: 'nothing yet',
    table: 'table',
    chart: 'chart',
    showTable: (title: string) => `${title}: show as table`,
    showChart: (title: string) => `${title}: show as chart`,
    iteration: 'iteration',
    more: 'more curves',
    round: (n: number) => `round ${n}`,
    read: (title: string) => `${title}: read the values`,
    keys: 'Arrow keys read the values, plus and minus zoom, 0 shows all.',
    smooth: 'smooth',
    unsmoothed: 'off',
    mean: (iterations: number) => `mean of ${iterations}`,
    drag: 'drag across a chart to zoom',
    range: (from: number, to: number) => `iterations ${from} to ${to}`,
    all: 'show all',
    save: (title: string) => `${title}: save`,
    saveShort: 'save',
    formats: { csv: 'numbers, CSV', svg: 'picture, SVG', png: 'picture, PNG' },
    noPicture: (title: string) => `"${title}" shows its table: go back to the chart to save its picture.`,
    notSaved: (file: string) => `${file} was not saved.`,
  },
  charts: {
    loss: 'loss',
    perplexity: 'perplexity',
    gold: 'gold',
    accuracy: 'accuracy',
    margin: 'margin',
    reward: 'reward',
    kl: 'KL',
    losses: 'losses',
    clip: 'clipped share',
    entropy: 'entropy',
    length: 'length',
    explained: 'explained variance',
    gradNorm: 'gradient norm',
    learningRate: 'learning rate',
    total: 'score − β KL',
    approxKl: 'KL of one iteration',
    ratio: 'ratio',
    ended: 'ended',
    klCoef: 'β',
  },
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
    later: 'Acts from the next reset',
    sizeActs: 'Opens the models of that size',
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
    workerCrashed: 'The part of the page that trains has stopped. Reload to go on from the checkpoints.',
    unreadable: 'A message from the training could not be read. Reload to go on from the checkpoints.',
    backendMissing: (wanted: string, reason: string, used: string) =>
      `This link asks for ${wanted}, which does not work here: ${reason} The page trains on ${used}.`,
    fileUnread: (name: string) => `The file “${name}” could not be read.`,
  },

  evaluate: {
    heading: 'Held-out prompts',
    sentence:
      'All four answer the same fixed prompts and sit the same benchmarks; the world’s judge, whom training never sees, marks them. The row “unseen” counts only prompts whose text no demonstration, comparison or rollout held.',
    waiting: 'Press run to evaluate all models.',
    measure: 'measure',
    answers: (n: number) => `${n} judged answers of each model`,
    examples: 'examples',
    figuresLabel: 'Figures',
    model: 'model',
    size: 'size, parameters',
    value: 'value',
    ppoPtx: 'PPO-ptx',
    sizeTick: (size: string, parameters: string) => `${size}, ${parameters}`,
    preferred: (size: string) => `preferred to SFT ${size}`,
    otherSizes:
      'Only one size was evaluated. Switch on “all sizes” below and run again: the shipped models of the other sizes then answer, too.',
    trainedHere: (models: string) => `Not as shipped, but trained or opened here: ${models}.`,
    missingWithout:
      'The policy without the pretraining gradient is missing: set γ to 0, train PPO, and evaluate again; this evaluation’s bars stay.',
    missingWith:
      'The policy with the pretraining gradient is missing: train PPO with γ above 0, or open the shipped weights, and evaluate again; this evaluation’s bars stay.',
    rewardByDistance: 'reward',
    distance: '√KL to the fine-tuned model, KL in nats per answer',
    fitted: 'fit to gold',
    thisRun: 'this run',
    fit: {
      peak: (label: string) => (label === '' ? 'peak' : `peak, ${label}`),
      tooFew: (label: string, points: number, least: number) =>
        `No curve is fitted to ${label}: it has ${points} points so far, and at least ${least} are asked for.`,
      noCurve: (label: string, explained: string) =>
        `No curve is drawn for ${label}: the best one explains ${explained} of the variance of its gold reward, which is noise.`,
      rising: (label: string, explained: string) =>
        `The curve of ${label} explains ${explained} of the variance and does not turn within the distances measured: no over-optimisation yet. A lower β or more iterations go farther.`,
      falling: (label: string, explained: string) =>
        `The curve of ${label} explains ${explained} of the variance and falls from the start: no step that this policy took away from where it began gained gold.`,
      top: (label: string, distance: string, alpha: string, beta: string, explained: string) =>
        `The curve of ${label} turns at √KL = ${distance}: R = d (α − β log d) with α = ${alpha}, β = ${beta}; it explains ${explained} of the variance. From there on the proxy is bought with gold.`,
    },
    figures: {
      size: {
        title: 'Figure 1: preference by model size',
        see: 'See whether a small policy is preferred to a larger model that was only fine-tuned: above the dotted line it wins more often than not. Preference is that of labelers whom no stage learned from; bars are ± one standard error.',
        paper:
          'Ouyang et al. (2022), figure 1: how often people prefer each model’s answer to that of the fine-tuned 175B model, by size.',
        missing: 'Press run: every model then answers the held-out prompts.',
      },
      metadata: {
        title: 'What labelers would note of each answer',
        see: 'See which of the four moves most from the base to the policy; of hallucinations, less is better. Each is worked out from the judge’s parts, as defined below; shares in percent.',
        paper:
          'Ouyang et al. (2022), figure 4: the metadata that labelers gave: attempts the correct instruction, follows explicit constraints, hallucinates, uses language appropriate for a customer assistant.',
        missing: 'Press run: every model then answers the held-out prompts.',
      },
      hhh: {
        title: 'Helpful, honest, harmless',
        see: 'See whether the policy pays for being more helpful with honesty or harm. Mean marks of the world’s judge, in percent; bars are ± one standard error.',
        paper:
          'The criteria of Askell et al. (2021). Ouyang et al. (2022) have no such figure: they measure helpful by preference (figure 1), honest with TruthfulQA (figure 6) and harmless with RealToxicityPrompts (figure 7).',
        missing: 'Press run: every model then answers the held-out prompts.',
      },
      tax: {
        title: 'The alignment tax',
        see: 'See how much of what the base knew PPO costs, and how much of that the pretraining gradient (PPO-ptx) keeps. Perplexity: less is better; the others are shares right, in percent.',
        paper:
          'Ouyang et al. (2022), figure 29: after PPO, models do worse than GPT-3 on many public language tasks; mixing in the pretraining gradient (PPO-ptx) mends most of that.',
        missing: 'Press run: every model then sits the benchmarks.',
      },
      overoptimisation: {
        title: 'Proxy and gold by distance',
        see: 'See whether gold turns while the proxy still rises: each dot is one PPO iteration (in a long run the mean of some), the line Gao et al.’s curve through gold.',
        paper:
          'Gao, Schulman and Hilton (2023), figure 1b: PPO without a KL penalty, against the distance √KL from the first policy. The proxy’s score rises all the way; the gold model’s rises, peaks and then falls, most with the smallest reward models.',
        missing: 'Train PPO on the page: its curves are drawn here by distance. With β = 0 it goes farthest.',
      },
    },
    groups: {
      mix: {
        label: '400 prompts of the mix',
        meaning:
          'Every kind of prompt, as often as people ask it. Rare kinds are few here, so their rows are less sure.',
      },
      sets: {
        label: 'sets of one kind',
        meaning: 'Prompts of one rare kind alone, enough of them to tell two models apart.',
      },
      benchmarks: {
        label: 'benchmarks',
        meaning:
          'Texts to continue, not prompts. ± is the error of a share of so many items; it is above 0 even where all are right, as the items are few.',
      },
    },
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
