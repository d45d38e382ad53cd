import { describe, expect, it, vi } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { writeRankings } from './exportRankings';
import { importFiles, readFiles } from './importFiles';
import type { ChosenFile } from '../fileBytes';
import { importedLabelers, ownOf } from './labelers';

const ranking = (id: string): OwnRanking => ({
  id: `ranking-of-${id}`,
  prompt: 'hello',
  responses: ['hello !', 'no .'].map((text) => ({ text, from: 'unknown', quality: null, flags: [] })),
  levels: [[0], [1]],
});
const file = (name: string, bytes: ArrayBuffer): ChosenFile => ({
  name,
  size: bytes.byteLength,
  arrayBuffer: () => Promise.resolve(bytes),
});
const of = (name: string, ...ids: readonly string[]) => file(name, writeRankings(ids.map(ranking)));
const bytesOf = (content: string) => new TextEncoder().encode(content).buffer;

describe('several files at once', () => {
  it('are a labeler each, though all are called alike and rank alike', async () => {
    const own = ranking('teacher');
    const files = Array.from({ length: 28 }, (_, i) => of('rankings.jsonl', `student-${i}`, `student-${i}-again`));
    const { added, labelers: brought, refused } = importFiles(await readFiles(files), [own]);
    expect([added.length, brought, refused]).toEqual([56, 28, []]);
    const shown = importedLabelers([own, ...added]);
    expect(shown.map(({ rankings }) => rankings)).toEqual(shown.map(() => 2));
    expect(shown.map(({ name }) => name).slice(0, 3)).toEqual(['rankings', 'rankings (2)', 'rankings (3)']);
    expect(ownOf([own, ...added])).toEqual([own]);
  });

  it('keep their names when another is removed, and no file that comes later takes one of them', async () => {
    const [first, second] = [of('rankings.jsonl', 'mia'), of('rankings.jsonl', 'ben')];
    const { added } = importFiles(await readFiles([first, second, of('rankings (2).jsonl', 'zoe')]), []);
    const names = (rankings: readonly OwnRanking[]) => importedLabelers(rankings).map(({ name }) => name);
    expect(names(added)).toEqual(['rankings', 'rankings (2)', 'rankings (2) (2)']);
    const { added: later } = importFiles(await readFiles([of('rankings.jsonl', 'tom')]), added.slice(1));
    expect(names([...added.slice(1), ...later])).toEqual(['rankings (2)', 'rankings (2) (2)', 'rankings']);
  });

  it('come back as the labelers that they were from the one file into which a class is exported', async () => {
    const [teacher, student] = [ranking('teacher'), ranking('mia')];
    const class1 = importFiles(await readFiles([of('a.jsonl', 'mia', 'mia-again'), of('b.jsonl', 'ben')]), [teacher]);
    const exported = file('class.jsonl', writeRankings([teacher, ...class1.added]));
    const there = importFiles(await readFiles([exported]), []);
    expect(there.labelers).toBe(3);
    expect(there.added.map((each) => [each.id, each.file?.name])).toEqual([
      [teacher.id, 'class'],
      ...class1.added.map((each) => [each.id, each.file?.name]),
    ]);
    expect(there.added.slice(1)).toEqual(class1.added);
    // Of a labeler who is here already it brings what is new, and of a student's own rankings nothing.
    const [a] = class1.added;
    expect(importFiles(await readFiles([exported]), [a])).toMatchObject({ labelers: 2, known: 1, differing: 0 });
    const mine = importFiles(await readFiles([exported]), [student]);
    expect(mine).toMatchObject({ labelers: 3, known: 1, differing: 0 });
    expect(mine.added.map(({ id }) => id)).not.toContain(student.id);
  });

  it('come in but for those that cannot be read, and each of these is refused by its name', async () => {
    const unread = { name: 'gone.jsonl', size: 1, arrayBuffer: () => Promise.reject(new Error('It is gone.')) };
    const huge = { name: 'huge.jsonl', size: 5e9, arrayBuffer: () => Promise.reject(new Error('It is read.')) };
    const bad = file('bad.jsonl', bytesOf('{"prompt":"hello"}'));
    const { added, labelers, refused } = importFiles(
      await readFiles([of('mia.jsonl', 'mia'), bad, unread, huge, of('ben.json', 'ben')]),
      [],
    );
    expect(added.map((each) => each.file?.name)).toEqual(['mia', 'ben']);
    expect(labelers).toBe(2);
    expect(refused).toEqual([
      expect.stringMatching(/“bad.jsonl” was not imported. Line 1/),
      expect.stringMatching(/“gone.jsonl” was not imported. The file could not be read/),
      '“huge.jsonl” was not imported. The file may have at most 4000000 bytes, this one has 5000000000.',
    ]);
  });

  it('are to blame for what is wrong in them alone: another error is not told as theirs', async () => {
    const files = await readFiles([of('mia.jsonl', 'mia')]);
    vi.spyOn(JSON, 'stringify').mockImplementationOnce(() => {
      throw new TypeError('a fault of the page');
    });
    expect(() => importFiles(files, [])).toThrow('a fault of the page');
  });

  it('count once where the same file was chosen twice', async () => {
    const { added, refused } = importFiles(await readFiles([of('mia.jsonl', 'mia'), of('mia (1).jsonl', 'mia')]), []);
    expect(added).toHaveLength(1);
    expect(refused).toEqual([
      expect.stringMatching(/“mia \(1\).jsonl” was not imported. It is here already, as “mia”/),
    ]);
  });
});
