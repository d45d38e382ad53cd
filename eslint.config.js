import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import * as espree from 'espree';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { filesOf, LIBRARIES, WALLS } from './scripts/walls.js';

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
const plausibleZero = {
  selector:
    "LogicalExpression[operator='??'][left.type='MemberExpression'][left.computed=true]:matches([right.raw='0'], [right.value=''], [right.name='NaN'])",
  message: 'A place out of range is a fault to be seen, not a plausible number: read it without a fallback.',
};
const runsInNode = 'This code runs in Node: it yields, and the worker sends.';
const noBarrel = {
  selector: 'ExportAllDeclaration',
  message: 'No barrel files: import from the file that defines the name, so that a chunk holds only what it uses.',
};

const inProduct = [...blockingReads, ownRandomness, ...everywhere(['multinomial'], brokenSampling)];

/** Tests and their doubles do not ship. */
const NOT_SHIPPED = ['**/*.test.{ts,tsx}', 'src/testing/**'];

/** @type {import('eslint').Linter.Config} */
const walls = {
  files: ['src/**'],
  ignores: NOT_SHIPPED,
  plugins: { 'import-x': importX },
  settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx'] })] },
  rules: {
    'import-x/no-restricted-paths': [
      'error',
      {
        basePath: import.meta.dirname,
        zones: WALLS.map(({ of, shut, open = [], why }) => ({ target: of, from: shut, except: open, message: why })),
      },
    ],
  },
};

/** @type {import('eslint').Linter.Config[]} */
const libraries = LIBRARIES.map(({ of, library, why }) => ({
  files: filesOf(of),
  ignores: NOT_SHIPPED,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: library.source, message: why }] }],
    'no-restricted-syntax': [
      'error',
      noBarrel,
      notImported('multinomial', brokenSampling),
      notImported('gather', brokenGather),
      ...(of[0] === 'src/engine' ? [plausibleZero] : []),
      // The same for import('…'), which the rule above does not see. A slash would end the selector's pattern.
      { selector: `ImportExpression[source.value=/${library.source.replaceAll('/', 'u002F')}/]`, message: why },
    ],
  },
}));

export default defineConfig(
  // assembly/ is AssemblyScript, whose compiler checks it.
  globalIgnores(['dist', 'reports', '.cache', 'golden', 'src/engine/lm/wasm/assembly']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  // Elsewhere `use…` is no hook.
  { files: ['src/main.tsx', 'src/page/**'], extends: [reactHooks.configs.flat.recommended] },
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src/offline/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
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
    // In the lines that learners read beside the formulas, no guard stands that cannot act.
    files: ['src/engine/**'],
    ignores: NOT_SHIPPED,
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-useless-default-assignment': 'error',
    },
  },
  // What the walls shut off cannot be named as import('…').Type either.
  { files: ['**/*.{ts,tsx}'], rules: { '@typescript-eslint/consistent-type-imports': 'error' } },
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
  { files: ['src/**'], ignores: NOT_SHIPPED, rules: { 'no-restricted-properties': ['error', ...inProduct] } },
  {
    files: ['src/engine/{lm,rlhf}/**'],
    ignores: NOT_SHIPPED,
    rules: {
      'no-restricted-properties': ['error', ...inProduct, ...everywhere(['postMessage'], runsInNode)],
      'no-restricted-globals': ['error', { name: 'postMessage', message: runsInNode }],
    },
  },
  {
    files: ['src/engine/lm/**'],
    ignores: NOT_SHIPPED,
    rules: {
      'no-restricted-properties': [
        'error',
        ...inProduct,
        ...everywhere(['postMessage'], runsInNode),
        ...everywhere(['gather'], brokenGather),
      ],
    },
  },
  {
    files: ['experiments/**'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-properties': ['error', ...blockingReads] },
  },
  walls,
  ...libraries,
);
