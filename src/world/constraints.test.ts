import { describe, expect, test } from 'vitest';
import { Rng } from '../rng';
import { answer, PERFECT_AUTHOR } from './answers';
import { judge } from './judge';
import { ALL_PROMPTS, readPrompt } from './prompts';

function obeys(text: string, response: string): boolean | null {
  const prompt = readPrompt(text);
  if (!prompt) throw new Error(`Expected a prompt, got "${text}"`);
  return judge(prompt, response, true).obeysConstraints;
}

const one = 'write one sentence about the cow .';
const two = 'tell me two facts about the cow .';
const colors = 'name two colors .';
const pond = 'name two animals that live in the pond .';
const polite = 'make it polite : give me fish .';
const question = 'make it a question : the cow is red .';
const feeling = 'happy or sad ? tom lost the ball .';

describe('an explicit constraint is obeyed by', () => {
  test.each([
    ['one sentence', one, 'the cow is white .'],
    ['one sentence between courtesies', one, 'of course ! the cow is white . i hope this helps .'],
    ['one sentence about something else, and false', one, 'the pig is black .'],
    ['two facts', two, 'the cow is white . the cow says moo .'],
    ['two facts, though false', two, 'the cow is pink . the cow says woof .'],
    ['two facts and a sentence that states none', two, 'the cow is white . the cow says moo . the cow is happy .'],
    ['as many items as asked', colors, 'red , pink .'],
    ['as many items, right or wrong', pond, 'frog , lion .'],
    ['three where three are asked', 'name three foods .', 'fish , corn , meat .'],
    ['a please', polite, 'please give me fish .'],
    ['a please with something else', polite, 'please give me corn .'],
    ['a question', question, 'is the cow red ?'],
    ['a question about something else', question, 'is the pig pink ?'],
    ['the right one of two answers', feeling, 'sad .'],
    ['the wrong one of two answers', feeling, 'happy .'],
    ['the right one in a sentence', feeling, 'tom was sad .'],
  ])('%s', (_why, prompt, response) => {
    expect(obeys(prompt, response)).toBe(true);
  });
});

describe('an explicit constraint is broken by', () => {
  test.each([
    ['two sentences for one', one, 'the cow is white . the cow says moo .'],
    ['a second sentence that is begun', one, 'the cow is white . the cow'],
    ['one sentence that is not finished', one, 'the cow is'],
    ['one fact for two', two, 'the cow is white .'],
    ['one fact said twice', two, 'the cow is white . the cow was white .'],
    ['three facts for two', two, 'the cow is white . the cow says moo . the cow eats grass .'],
    ['one item for two', colors, 'red .'],
    ['one item twice', colors, 'red , red .'],
    ['three items for two', colors, 'red , pink , grey .'],
    ['items in another sentence than the first', colors, 'hello ! red , pink .'],
    ['no items', pond, 'hello !'],
    ['a demand', polite, 'give me fish .'],
    ['a courtesy around a demand', polite, 'of course ! give me fish .'],
    ['a statement', question, 'the cow is red .'],
    ['a question after a statement', question, 'the cow is red . is the cow red ?'],
    ['a question with words left over', question, 'is the cow red ? the'],
    ['neither of two answers', feeling, 'tom .'],
    ['both of two answers', feeling, 'happy . sad .'],
    ['a courtesy alone', feeling, 'of course !'],
    ['nothing', one, ''],
  ])('%s', (_why, prompt, response) => {
    expect(obeys(prompt, response)).toBe(false);
  });
});

test('a prompt that states none is not judged by any', () => {
  const stating = ALL_PROMPTS.filter((prompt) => judge(prompt, 'hello !', true).obeysConstraints !== null);
  expect(new Set(stating.map(({ kind }) => kind))).toEqual(
    new Set(['one', 'two', 'list', 'list_home', 'r_polite', 'r_question', 'cls']),
  );
  expect(obeys('summarize : tom went to the farm . tom saw the cow . the cow said moo .', 'the cow .')).toBeNull();
});

test('a perfect author obeys every one, a bad one few', () => {
  const rng = new Rng(51);
  const share = (ignore: number) => {
    const verdicts = ALL_PROMPTS.map((prompt) =>
      judge(prompt, answer(prompt, { ...PERFECT_AUTHOR, ignore }, rng), true),
    ).filter(({ obeysConstraints }) => obeysConstraints !== null);
    return verdicts.filter(({ obeysConstraints }) => obeysConstraints).length / verdicts.length;
  };
  expect(share(0)).toBe(1);
  expect(share(1)).toBeLessThan(0.2);
});
