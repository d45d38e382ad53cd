/**
 * Draws `public/icon.svg` as the PNGs that an installed page needs, in the browser that tests run in: `npm run icons`. A
 * maskable icon fills its square, for the system cuts off what lies outside a circle of four fifths.
 */
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findOrInstallBrowser } from '../e2e/browsers/browser';

const svg = readFileSync('public/icon.svg', 'utf8');
const withoutCorners = svg.replace(' rx="7"', '');

const browser = await chromium.launch({ executablePath: findOrInstallBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage();

async function draw(name: string, picture: string, size: number): Promise<void> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${picture}`);
  await page.screenshot({ path: `public/${name}.png`, omitBackground: true });
}

await draw('icon-192', svg, 192);
await draw('icon-512', svg, 512);
await draw('icon-maskable-512', withoutCorners, 512);
await browser.close();
