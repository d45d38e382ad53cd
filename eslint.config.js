import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import * as espree from 'espree';
import tseslint from 'typescript-eslint';

/**
 * The shut doors: who may not know whom, and why. A door is a pattern of module names that the files of a room may not
 * import; `types` lets `import type` pass. Tests and their doubles do not ship, so every door is
 * open to them.
 *
 * @typedef {{ to: string, why: string, types?: boolean }} Door
 */

/** @param {string} names */
const folder = (names) => `^[.]{1,2}/(.*/)?(${names})(/|$)`;
/** @param {string} names */
const library = (names) => `^(${names})(/|$)`;

const TENSORFLOW = '^@tensorflow/';
const PAGE = folder('page|main');
const PAGE_LIBRARIES = library('react|react-dom|react-aria-components|recharts|zustand');

/** @type {Door} */
const noTensors = {
  to: TENSORFLOW,
  why: 'Tensors live in lm/, rlhf/ and worker/ alone: here plain arrays are enough.',
};

/** @type {Door[]} */
const pageDoors = [
  {
    to: folder('lm|rlhf|worker'),
    why: 'The page is a fold of WorkerEvents: types of lm/, rlhf/ and worker/ may pass, their code runs in the worker alone.',
    types: true,
  },
  {
    to: TENSORFLOW,
    why: 'The page never imports TensorFlow.js: the worker alone loads it, so that the first view is small.',
  },
];

/** Of a file that everyone reads. @param {string} known @returns {Door[]} */
const everyonesDoors = (known) => [
  {
    to: `^[.](?!([.]?/)*(${known})(/|$))`,
    why: `Everyone reads this file, so it knows nobody but ${known.replaceAll('|', ', ')}: only types of its other neighbours may pass.`,
    types: true,
  },
  {
    to: PAGE_LIBRARIES,
    why: 'Everyone reads this file, the worker and Node included, so it knows nothing of the page.',
  },
  noTensors,
];

/** @type {{ files: string[], doors: Door[] }[]} */
const rooms = [
  // What no room below speaks of.
  { files: ['src/**'], doors: [noTensors] },
  {
    files: ['src/engine/lm/**'],
    doors: [
      {
        to: folder('rlhf|worker'),
        why: 'lm/ knows tokens and tensors; the stages and the worker are built on top of it.',
      },
      { to: PAGE, why: 'lm/ knows tokens and tensors, not the page: it also runs in Node.' },
      { to: PAGE_LIBRARIES, why: 'lm/ knows tokens and tensors, not the page: it also runs in Node.' },
    ],
  },
  {
    files: ['src/engine/rlhf/**'],
    doors: [
      {
        to: folder('worker'),
        why: 'rlhf/ is driven by the worker and must not know it: an algorithm knows nothing of buttons.',
      },
      { to: PAGE, why: 'rlhf/ runs in Node: an algorithm knows nothing of the page.' },
      { to: PAGE_LIBRARIES, why: 'rlhf/ runs in Node: an algorithm knows nothing of the page.' },
    ],
  },
  {
    files: ['src/engine/worker/**'],
    doors: [
      { to: PAGE, why: 'worker/ speaks to the page through protocol/ alone, and runs in Node too.' },
      { to: PAGE_LIBRARIES, why: 'worker/ speaks to the page through protocol/ alone, and runs in Node too.' },
    ],
  },
  {
    files: ['src/world/**'],
    doors: [
      {
        to: '^[.]{2}/(?!(rng|nearest|excerpt)$)',
        why: 'world/ is what is talked about and knows nobody but rng, nearest and excerpt: it stays pure and seeded.',
      },
      {
        to: PAGE_LIBRARIES,
        why: 'world/ is what is talked about and knows nobody but rng, nearest and excerpt: it stays pure and seeded.',
      },
      noTensors,
    ],
  },
  {
    files: ['src/formats/**'],
    doors: [
      {
        to: '^[.]{2}/(?!excerpt$)',
        why: 'formats/ turns bytes into plain data and back, and knows nobody but excerpt.',
      },
      { to: PAGE_LIBRARIES, why: 'formats/ turns bytes into plain data and back, and knows nobody.' },
      noTensors,
    ],
  },
  {
    files: [
      'src/{rng,nearest,excerpt,overoptimisation}.ts',
      'src/experiment/{names,knobs,settings,metrics,query}.ts',
      'src/protocol/{protocol,microSteps,label,compare,evaluate,lab}.ts',
    ],
    doors: everyonesDoors('names|knobs|settings|nearest|excerpt'),
  },
  {
    files: ['src/experiment/knobs/**'],
    doors: [
      { to: '^[.]{2}/(?!names$)', why: 'A group of knobs is data: it knows nobody but names.' },
      { to: PAGE_LIBRARIES, why: 'A group of knobs is data: it knows nobody but names.' },
      noTensors,
    ],
  },
  { files: ['src/main.tsx', 'src/page/**'], doors: pageDoors },
  {
    files: ['src/engine/worker/bench/*.ts'],
    doors: [
      { to: PAGE, why: 'The measurement speaks to its view through protocol/bench.ts alone.' },
      { to: PAGE_LIBRARIES, why: 'The measurement speaks to its view through protocol/bench.ts alone.' },
    ],
  },
  {
    files: ['src/page/views/*/**'],
    doors: [
      ...pageDoors,
      {
        to: '^([.]{2}/)+(bench|compare|evaluate|lab|label|runs|train)/',
        why: 'Views never import each other: what two share lies in ui/.',
      },
    ],
  },
];

/** @param {string[]} names @param {string} message */
const everywhere = (names, message) => names.map((property) => ({ property, message }));

const blockingReads = [
  ...everywhere(
    ['dataSync', 'arraySync', 'bufferSync'],
    'A synchronous read returns zeros on WebGPU in a worker and then kills the GPU process: await data() once a rollout.',
  ),
  {
    property: 'print',
    allowObjects: ['window'],
    message: 'print() reads a tensor synchronously: await data() and log that.',
  },
];
const brokenSampling = 'tf.multinomial is wrong on three backends: sample by Gumbel-max with our own seeded noise.';
const brokenGather =
  'tf.gather has no gradient on WASM and is irreproducible on WebGPU: embed through one-hot × matMul.';
const ownRandomness = {
  object: 'Math',
  property: 'random',
  message: 'Randomness is seeded and handed in: use rng.ts.',
};
/** @param {string} name @param {string} message */
const notImported = (name, message) => ({ selector: `ImportSpecifier[imported.name="${name}"]`, message });
const noBarrel = {
  selector: 'ExportAllDeclaration',
  message: 'No barrel files: import from the file that defines the name, so that a chunk holds only what it uses.',
};

/** @param {string} path */
const isIn = (path) => (/** @type {{ files: string[] }} */ room) => room.files.some((glob) => glob.startsWith(path));

/** @type {import('eslint').Linter.Config[]} */
const roomRules = rooms.map((room) => {
  const isLm = isIn('src/engine/lm')(room);
  const knowsNoPage = isLm || isIn('src/engine/rlhf')(room);
  return {
    files: room.files,
    ignores: ['**/*.test.{ts,tsx}', 'src/testing/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...room.doors.map(({ to, why, types = false }) => ({ regex: to, message: why, allowTypeImports: types })),
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        noBarrel,
        notImported('multinomial', brokenSampling),
        ...(isLm ? [notImported('gather', brokenGather)] : []),
        // The same doors for import('…'), which the rule above does not see. A slash would end the selector's pattern.
        ...room.doors.map(({ to, why }) => ({
          selector: `ImportExpression[source.value=/${to.replaceAll('/', '\\u002F')}/]`,
          message: why,
        })),
      ],
      'no-restricted-properties': [
        'error',
        ...blockingReads,
        ownRandomness,
        ...everywhere(['multinomial'], brokenSampling),
        ...(isLm ? everywhere(['gather'], brokenGather) : []),
        ...(knowsNoPage ? everywhere(['postMessage'], 'This code runs in Node: it yields, and the worker sends.') : []),
      ],
      'no-restricted-globals': [
        'error',
        ...(knowsNoPage
          ? [{ name: 'postMessage', message: 'This code runs in Node: it yields, and the worker sends.' }]
          : []),
      ],
    },
  };
});

export default defineConfig(
  // assembly/ is AssemblyScript, whose compiler checks it.
  globalIgnores(['dist', 'reports', '.cache', 'golden', 'src/engine/lm/wasm/assembly']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  // Elsewhere `use…` is no hook.
  { files: ['src/main.tsx', 'src/page/**'], extends: [reactHooks.configs.flat.recommended] },
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Where these only annoy: numbers read well in sentences, `() => void call()` says nothing more than `() => call()`,
      // an async interface may have a synchronous implementer, React ignores what a handler returns, and the type of an
      // indexed element does not say that it may be missing, so that guards and defaults would be called unnecessary.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-useless-default-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    rules: {
      // TypeScript finds undefined names in the few JavaScript files too, and knows Node's globals.
      'no-undef': 'off',
      // They cannot see a cast that is written as a comment.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // It runs in browsers too old for the page: what they could not parse is an error here.
    files: ['public/door.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parser: espree, ecmaVersion: 5, sourceType: 'script' },
  },
  { files: ['src/**'], rules: { 'no-restricted-properties': ['error', ownRandomness] } },
  {
    files: ['experiments/**'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-properties': ['error', ...blockingReads] },
  },
  ...roomRules,
);
