import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'experiments/README.md'];

/** What links and code in a text name of this repository: [text](path), `folder/file.ts`. */
function pathsIn(document: string): string[] {
  const text = readFileSync(document, 'utf8');
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => join(dirname(document), path));
  const code = [...text.matchAll(/`((?:src|scripts|golden|e2e|experiments|public)\/[\w./-]+)`/g)].map(
    ([, path]) => path,
  );
  return [...new Set([...links, ...code])];
}

/** The paths of the tree drawn in the README's map. */
function mapped(): string[] {
  const text = readFileSync('README.md', 'utf8');
  const [, tree] = /## Map\n\n```\n([\s\S]*?)```/.exec(text) ?? [];
  const open: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const entry = /^((?:│ {3}| {4})*)(├── |└── )?([\w.-]+\/?)(?= |$)/.exec(line);
    if (entry === null) return [];
    const depth = entry[2] === undefined ? 0 : entry[1].length / 4 + 1;
    if (depth === 0 && entry[1] !== '') return [];
    open.splice(depth, open.length, entry[3]);
    return [open.join('')];
  });
}

describe.each(DOCUMENTS)('%s', (document) => {
  it.each(pathsIn(document))('names %s, which is there', (path) => {
    expect(existsSync(path)).toBe(true);
  });
});

describe('the map', () => {
  it('is read', () => {
    expect(mapped()).toEqual(expect.arrayContaining(['src/', 'src/engine/lm/', 'e2e/']));
  });

  it.each(mapped())('names %s, which is there', (path) => {
    expect(existsSync(path)).toBe(true);
  });
});
