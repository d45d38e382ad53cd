/** Serves the production build on this machine, says where, and opens it in the default browser if there is one. */
import { spawn } from 'node:child_process';
import { preview } from 'vite';

const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

function openInBrowser(address: string): void {
  const hasDisplay = process.platform !== 'linux' || (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  const [command, ...args] = OPENERS[process.platform] ?? [];
  if (command === undefined || !hasDisplay || process.env.CI) return;
  // A missing browser is no failure: the address is on the screen.
  spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

const server = await preview();
const address = server.resolvedUrls?.local[0] ?? '';
console.log(`\nRLHF Playground runs at ${address}\nPress Ctrl+C to stop.`);
openInBrowser(address);
