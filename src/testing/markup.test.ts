import { renderToString } from 'react-dom/server';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { Markup } from './markup';

const PAGE = createElement(
  'main',
  { 'aria-label': 'a > b "c" & d' },
  createElement('p', { 'data-testid': 'first', hidden: true }, 'one ', createElement('b', null, 2), " '3' <4>"),
  createElement('input', { 'data-testid': 'field', defaultValue: 'typed' }),
  createElement('p', { 'data-value': -0.5 }, createElement('b', { 'data-value': 'x' })),
);

const read = Markup.read(renderToString(PAGE));

describe('markup', () => {
  it('has the words and attributes that React wrote, unescaped', () => {
    expect(read.at('first').text).toBe("one 2 '3' <4>");
    expect(read.one('main').attribute('aria-label')).toBe('a > b "c" & d');
    expect(read.at('first').attribute('hidden')).toBe('');
    expect(read.at('field').attribute('value')).toBe('typed');
    expect(read.one('p[data-value]').number()).toBe(-0.5);
    expect(read.at('first').number()).toBeNull();
  });

  it('is searched by names, attributes, their beginnings, and places inside others', () => {
    expect(read.texts('b')).toEqual(['2', '']);
    expect(read.numbers('p b')).toEqual([null, NaN]);
    expect(read.all('main [data-testid^="fi"]')).toHaveLength(2);
    expect(read.all('[aria-label="a > b "] p')).toHaveLength(0);
    expect(read.all('p p')).toHaveLength(0);
    expect(read.at('first').has('p')).toBe(false);
    expect(read.at('first').has('main b')).toBe(false);
  });

  it('throws where what is asked for is not there once', () => {
    expect(() => read.one('p')).toThrow('2 elements match p, not one.');
    expect(() => read.at('nowhere')).toThrow('0 elements match [data-testid="nowhere"], not one.');
    expect(() => read.all(':hover')).toThrow('is no selector');
  });

  it('throws where elements do not end', () => {
    expect(() => Markup.read('<p><b></p>')).toThrow('</p> ends no <b>.');
    expect(() => Markup.read('<p>')).toThrow('<p> does not end.');
  });
});
