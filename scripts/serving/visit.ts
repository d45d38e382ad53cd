/** What a server says of the build, file by file, held against what it should say. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CONTENT_SECURITY_POLICY } from '../../vite.config';
import { expectedOf } from './expected';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As `fetch` would not: nothing is unpacked, no redirection followed. */
function ask(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

export const SUB_PATH = '/rlhf-playground/';

export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.split('/').some((name) => name.startsWith('.')) && statSync(join(folder, path)).isFile())
    .sort();
}

const GZIP = { 'accept-encoding': 'gzip' };
const typeOf = ({ headers }: Answer) => (headers['content-type'] ?? '').split(';')[0];

/** What is wrong with a file's answers, a sentence each. */
async function problemsOf(port: number, folder: string, path: string, configured: boolean): Promise<readonly string[]> {
  const bytes = readFileSync(join(folder, path));
  const { type, cache, compressed } = expectedOf(path, bytes.length);
  const [plain, packed] = [await ask(port, SUB_PATH + path), await ask(port, SUB_PATH + path, GZIP)];
  const encoding = packed.headers['content-encoding'] ?? 'none';
  const unpacked = encoding === 'gzip' ? gunzipSync(packed.body) : packed.body;
  const found: (readonly [what: string, came: unknown, expected: unknown])[] = [
    ['status', plain.status, 200],
    ['type', typeOf(plain), type],
    ['bytes', plain.body.equals(bytes) && unpacked.equals(bytes), true],
  ];
  if (configured) {
    const { headers } = plain;
    found.push(
      ['cache-control', headers['cache-control'], cache],
      ['content-security-policy', headers['content-security-policy'], CONTENT_SECURITY_POLICY],
      ['x-content-type-options', headers['x-content-type-options'], 'nosniff'],
    );
    if (compressed !== null) found.push(['content-encoding', encoding, compressed ? 'gzip' : 'none']);
  }
  return found
    .filter(([, came, expected]) => came !== expected)
    .map(([what, came, expected]) => `${path}: ${what} should be ${String(expected)}, and is ${String(came)}.`);
}

/** A file that has not changed is not sent again, to whatever browser. */
async function problemsOfRevisit(port: number, headers: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { etag, 'last-modified': modified } = (await ask(port, SUB_PATH, headers)).headers;
  const known = {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
  const { status } = await ask(port, SUB_PATH, { ...headers, ...known });
  return status === 304 ? [] : [`A second visit should be answered with 304, and is with ${status}.`];
}

/** Everything that is wrong with how a server hands out the build in `folder`. */
export async function visit(port: number, folder: string, configured: boolean): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const path of filesIn(folder)) problems.push(...(await problemsOf(port, folder, path, configured)));
  const page = await ask(port, SUB_PATH);
  if (!page.body.equals(readFileSync(join(folder, 'index.html')))) problems.push(`${SUB_PATH} should be the page.`);
  const { status, headers } = await ask(port, SUB_PATH.slice(0, -1));
  if (status < 300 || status > 399 || !(headers.location ?? '').endsWith(SUB_PATH))
    problems.push(`The address without its last slash should lead to ${SUB_PATH}, and does to ${headers.location}.`);
  const missing = await ask(port, `${SUB_PATH}assets/none.js`);
  if (missing.status !== 404)
    problems.push(`A file that is not there should be answered with 404, and is with ${missing.status}.`);
  if (configured) for (const headers of [{}, GZIP]) problems.push(...(await problemsOfRevisit(port, headers)));
  return problems;
}
