import { expect, it } from 'vitest';
import { verdictOf } from './report';

it('an audit that finds nothing is good, and one that finds something names it', () => {
  expect(verdictOf('{"vulnerabilities":{}}').exitCode).toBe(0);
  const found = {
    vulnerabilities: { left: { severity: 'high', range: '<2.0.0' }, right: { severity: 'low', range: '*' } },
  };
  expect(verdictOf(JSON.stringify(found))).toEqual({ exitCode: 1, lines: ['left <2.0.0: high.', 'right *: low.'] });
});

it('an audit that nobody answers is neither, and says so in a sentence without an address', () => {
  const refused = {
    message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1/security',
    statusCode: 405,
  };
  for (const json of [JSON.stringify(refused), '', '{}']) {
    const { exitCode, lines } = verdictOf(json);
    expect(exitCode).toBe(2);
    expect(lines).toEqual([expect.stringMatching(/^Nothing was checked: .*\.$/)]);
    expect(lines[0]).not.toContain('http');
  }
  expect(verdictOf(JSON.stringify(refused)).lines[0]).toContain('(405 Method Not Allowed)');
});
