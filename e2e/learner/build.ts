/** What lies in `dist/`: its chunks, who imports whom, and which of them are the page's and which the workers'. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseSync } from 'vite';

/** A text that nothing but this part of TensorFlow.js contains. */
export const TENSORFLOW = {
  core: 'TENSORLIKE_CHECK_SHAPE_CONSISTENCY',
  cpu: 'looks like you are running TensorFlow.js in Node.js',
  wasm: 'The WASM backend',
  webgpu: 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE',
} as const;

export const read = (file: string): string => readFileSync(`dist/${file}`, 'utf8');

/** Paths in `dist/`, with `/`, of the files whose names end so. */
export const builtFiles = (ending: RegExp): string[] =>
  readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ending.test(file));

/** The chunks that contain a text. */
export const holders = (text: string): string[] => builtFiles(/\.js$/).filter((file) => read(file).includes(text));

/** The page's own chunks, those that load later included; the workers' are built apart. */
export function pageFiles(): string[] {
  const manifest = JSON.parse(read('.vite/manifest.json')) as Record<string, { file: string; css?: string[] }>;
  return Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]);
}

/** The chunks that a chunk imports, at once or when it needs them. */
export function importsOf(chunk: string): string[] {
  const code = read(chunk);
  const { staticImports, staticExports, dynamicImports } = parseSync(chunk, code).module;
  return [...staticImports, ...staticExports.flatMap(({ entries }) => entries), ...dynamicImports].flatMap(
    ({ moduleRequest }) =>
      moduleRequest ? [`assets/${basename(code.slice(moduleRequest.start + 1, moduleRequest.end - 1))}`] : [],
  );
}

/** Every chunk that a worker loads, now or later: its entry and what can be reached from there. */
export function workerFiles(): string[] {
  const found = new Set(builtFiles(/\.worker-[^/]*\.js$/));
  for (const chunk of found) importsOf(chunk).forEach((each) => found.add(each));
  return [...found];
}
