import { expect, it } from 'vitest';
import { Turns } from './turns';

const breathe = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function recorded() {
  const said: string[] = [];
  const turns = new Turns(breathe, (error, fatal) => said.push(`${String(error)}${fatal ? ', fatal' : ''}`));
  /** Work of that many milliseconds. */
  const work = (name: string, milliseconds: number) => async () => {
    said.push(`${name} begins`);
    await breathe(milliseconds);
    said.push(`${name} ends`);
  };
  return { said, turns, work };
}

it('does one thing after another, however long each takes', async () => {
  const { said, turns, work } = recorded();
  void turns.take(work('long', 10));
  await turns.take(work('short', 0));
  expect(said).toEqual(['long begins', 'long ends', 'short begins', 'short ends']);
});

it('tells of what failed, and goes on with what comes after it', async () => {
  const { said, turns, work } = recorded();
  void turns.take(() => Promise.reject(new Error('lost')), true);
  await turns.take(() => Promise.reject(new Error('bad file')));
  await turns.take(work('next', 0));
  expect(said).toEqual(['Error: lost, fatal', 'Error: bad file', 'next begins', 'next ends']);
});

it('lets in first what comes while later work waits', async () => {
  const { said, turns, work } = recorded();
  turns.later(5, work('later', 0));
  await turns.take(work('command', 0));
  await turns.settled();
  expect(said).toEqual(['command begins', 'command ends', 'later begins', 'later ends']);
});

it('is settled only when nothing waits, also not what was asked for meanwhile', async () => {
  const { said, turns, work } = recorded();
  turns.later(20, work('slow', 0));
  turns.later(0, async () => turns.later(0, work('again', 0)));
  await turns.settled();
  expect(said).toEqual(['again begins', 'again ends', 'slow begins', 'slow ends']);
  void turns.take(async () => {
    void turns.take(work('last', 5));
  });
  await turns.settled();
  expect(said.at(-1)).toBe('last ends');
});
