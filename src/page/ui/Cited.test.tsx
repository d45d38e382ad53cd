import { expect, it } from 'vitest';
import { draw } from '../../testing/drawPage';
import { Cited } from './Cited';

it('draws a citation as a link that opens beside the page, in the midst of its sentence', async () => {
  const page = await draw(<Cited>Schulman et al. 2016, equation 16</Cited>);
  expect(page.text).toBe('Schulman et al. 2016, equation 16');
  const link = page.one('a');
  expect(link.text).toBe('Schulman et al. 2016');
  expect(link.attribute('href')).toBe('https://arxiv.org/abs/1506.02438');
  expect([link.attribute('target'), link.attribute('rel')]).toEqual(['_blank', 'noopener']);
});
