/** The servers' configurations say what the page itself says; `npm run serving` asks the servers. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../vite.config';
import { ENDINGS, expectedOf, FOR_A_YEAR } from './expected';

const FILES = ['nginx.conf', 'apache.htaccess', 'Caddyfile'];

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it.each(FILES)('%s sends the policy that the page has in itself, once, and keeps hashed files for a year', (file) => {
  const policies = [...read(file).matchAll(/default-src [^"]*/g)].map(([policy]) => policy);
  expect(policies).toEqual([CONTENT_SECURITY_POLICY]);
  expect(read(file)).toContain(`"${FOR_A_YEAR}"`);
});

it('leaves to the host who may embed the page', () => {
  for (const file of FILES) expect(read(file)).not.toMatch(/frame-ancestors|X-Frame-Options/i);
});

it('nginx and Apache, which may have no types but those, name every kind of file of the build', () => {
  const [, types] = /types \{([^}]*)\}/.exec(read('nginx.conf')) ?? [];
  const added = (read('apache.htaccess').match(/^AddType .*/gm) ?? []).join('\n');
  for (const ending of ENDINGS) {
    expect(types).toMatch(new RegExp(` ${ending}\\b`));
    expect(added).toMatch(new RegExp(` \\.${ending}\\b`));
  }
});

it('a kind of file that no configuration knows is a fault', () => {
  expect(expectedOf('assets/a.js', 2000)).toEqual({ type: 'text/javascript', cache: FOR_A_YEAR, compressed: true });
  expect(expectedOf('checkpoints/XS/base.safetensors', 1000)).toMatchObject({ cache: 'no-cache', compressed: false });
  expect(() => expectedOf('assets/a.avif', 1000)).toThrow(/a\.avif/);
});

it('the workflows that deploy the page run commands that there are, and hold no secret', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
  for (const file of ['.github/workflows/pages.yml', '.gitlab-ci.yml']) {
    expect(existsSync(file)).toBe(true);
    const text = readFileSync(file, 'utf8');
    const commands = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(0);
    for (const name of commands) expect(scripts).toHaveProperty(name);
    expect(text).not.toMatch(/secrets\.|PASSWORD|API_KEY/);
  }
});
