/**
 * The walls: which files may not know which others, types included, and why. Tests and their doubles do not ship, so every
 * wall is open to them.
 *
 * @typedef {{ of: string | string[], shut: string | string[], open?: string[], why: string }} Wall
 */

/** @param {string} folder @param {...string} names */
const inside = (folder, ...names) => names.map((name) => `src/${folder}/${name}`);

const PAGE = ['src/page', 'src/main.tsx'];
const VIEWS = ['bench', 'compare', 'evaluate', 'lab', 'label', 'runs', 'start', 'train'];
const SERVICES = ['label', 'compare', 'lab', 'bench', 'handOver'];
const EVERYONES = ['src/experiment', 'src/protocol', 'src/world', 'src/formats', 'src/*.ts'];

/** Each folder of a list knows those before it alone. @param {string} home @param {string[]} order @param {string} why */
const rising = (home, order, why) =>
  order.slice(0, -1).map((name, i) => ({ of: `src/${home}/${name}`, shut: inside(home, ...order.slice(i + 1)), why }));

/** @type {Wall[]} */
export const WALLS = [
  {
    of: PAGE,
    shut: 'src/engine',
    why: 'The page is a fold of WorkerEvents: the engine runs in its own thread, and what both know lies in protocol/ and experiment/.',
  },
  {
    of: 'src/engine',
    shut: PAGE,
    why: 'The engine runs in a worker and in Node: it speaks to the page through protocol/.',
  },
  {
    of: EVERYONES,
    shut: ['src/engine', ...PAGE],
    why: 'Both threads read this file, so it knows neither engine/ nor page/.',
  },
  {
    of: ['src/page', 'src/engine'],
    shut: ['src/offline', 'src/singleFile'],
    why: 'The service worker and the single file stand around the page and the engine, which know neither.',
  },
  { of: 'src', shut: 'src/testing', why: 'testing/ does not ship: only tests, e2e/ and experiments/ may use it.' },
  ...rising(
    'engine',
    ['lm', 'rlhf', 'worker'],
    'Tokens and tensors know no stage, and a stage knows no worker: lm ← rlhf ← worker.',
  ),
  ...rising(
    'engine/worker',
    ['describe', 'stages', 'label', 'session', 'parts'],
    'In the worker: describe ← stages ← label, compare, lab, handOver ← session ← parts.',
  ),
  ...SERVICES.map((name) => ({
    of: `src/engine/worker/${name}`,
    shut: inside('engine/worker', ...[...SERVICES, 'session', 'parts'].filter((other) => other !== name)),
    why: 'What the worker does for one view knows neither what it does for another nor the session that asks for it.',
  })),
  ...rising(
    'page',
    ['text', 'store', 'ui', 'shell', 'App.tsx'],
    'In the page: text ← store ← ui ← shell, views ← App.',
  ),
  {
    of: inside('page', 'text', 'store', 'ui', 'shell'),
    shut: 'src/page/views',
    why: 'A view is opened by App alone: what others need of it lies in ui/ or store/.',
  },
  {
    of: 'src/page/views',
    shut: inside('page', 'shell', 'App.tsx'),
    why: 'What stands around the views knows them, not the other way round.',
  },
  ...VIEWS.map((view) => ({
    of: `src/page/views/${view}`,
    shut: 'src/page/views',
    open: [view],
    why: 'Views never import each other: what two share lies in ui/.',
  })),
  {
    of: 'src/world',
    shut: 'src',
    open: ['world', 'rng.ts', 'nearest.ts', 'excerpt.ts'],
    why: 'world/ is what is talked about and knows nobody but rng, nearest and excerpt: it stays pure and seeded.',
  },
  {
    of: 'src/formats',
    shut: 'src',
    open: ['formats', 'excerpt.ts'],
    why: 'formats/ turns bytes into plain data and back, and knows nobody but excerpt.',
  },
  {
    of: 'src/experiment/knobs',
    shut: 'src',
    open: ['experiment/knobs', 'experiment/names.ts'],
    why: 'A group of knobs is data: it knows nobody but names.',
  },
  {
    of: 'src/experiment',
    shut: 'src/protocol',
    why: 'protocol/ carries experiments: experiment/ does not know how they travel.',
  },
];

/** Libraries, too, belong to one thread. @type {{ of: string[], library: RegExp, why: string }[]} */
export const LIBRARIES = [
  {
    of: PAGE,
    library: /^@tensorflow\//,
    why: 'The page never imports TensorFlow.js: the worker alone loads it, so that the first view is small.',
  },
  {
    of: EVERYONES,
    library: /^(@tensorflow\/|(react|react-dom|react-aria-components|recharts|zustand)(\/|$))/,
    why: 'Both threads read this file: plain data and arrays are enough.',
  },
  {
    of: ['src/engine'],
    library: /^(react|react-dom|react-aria-components|recharts|zustand)(\/|$)/,
    why: 'The engine runs in a worker and in Node: it knows nothing of the page.',
  },
];

/** The files below a folder, or those that a path or pattern names. @param {string | string[]} places */
export const filesOf = (places) => [places].flat().map((place) => (/\.[a-z]+$/.test(place) ? place : `${place}/**`));
