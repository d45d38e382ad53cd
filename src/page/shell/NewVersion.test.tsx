import { beforeAll, expect, it } from 'vitest';
import { draw, hold, stubBrowser } from '../../testing/drawPage';
import { useLab } from '../store/lab/lab';
import { useOffline } from '../store/offline';
import { text } from '../text/text';
import { NewVersion } from './NewVersion';

beforeAll(() => {
  stubBrowser();
});

const { held, reload, waits, whileTraining } = text.newVersion;

async function drawn(offline: Partial<ReturnType<typeof useOffline.getState>>, running = false): Promise<string> {
  const putBack = [hold(useOffline, offline), hold(useLab, { running })];
  const page = await draw(<NewVersion />);
  putBack.forEach((each) => each());
  return page.text;
}

it('says that a new version waits, and offers it where nothing trains', async () => {
  expect(await drawn({})).toBe('');
  expect(await drawn({ newer: true })).toBe(`${waits}${reload}`);
  expect(await drawn({ newer: true }, true)).toBe(whileTraining);
});

it('says what stands in its way', async () => {
  expect(await drawn({ newer: true, held: true })).toBe(`${held}${reload}`);
});
