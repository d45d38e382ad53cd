/** The other engines that learners come with, as they are installed: what each needs to be driven, and how to get it. */
import { debianInstall, findProgram, tryTo, type Program } from './programs';

export const ENGINES = ['firefox', 'webkit'] as const;
export type EngineName = (typeof ENGINES)[number];

const FIREFOX: Program = {
  commands: ['firefox', 'firefox-esr'],
  probe: '--version',
  mac: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  windows: ['Mozilla Firefox\\firefox.exe'],
};

/** Starts WebKitGTK's MiniBrowser by itself, wherever that lies. */
const WEBKIT_DRIVER: Program = { commands: ['WebKitWebDriver'], probe: '--help' };

/** A display without a screen, for WebKitGTK cannot do without one. */
const DISPLAY: Program = { commands: ['Xvfb'], probe: '-help' };

const PROGRAMS = { firefox: [FIREFOX], webkit: [WEBKIT_DRIVER, DISPLAY] } as const;

const DEBIAN_PACKAGES = { firefox: ['firefox-esr'], webkit: ['webkit2gtk-driver', 'xvfb'] } as const;

/** What to do where an engine is missing. */
export const MISSING: Readonly<Record<EngineName, string>> = {
  firefox: 'there is no Firefox on this machine: install it to test in it too',
  webkit: 'there is no WebKit that can be driven: on Linux install WebKitWebDriver and Xvfb to test in it too',
};

/** The paths of the programs that an engine needs, or undefined where one is missing. */
export function findEngine(name: EngineName): readonly string[] | undefined {
  const found = PROGRAMS[name].flatMap((program) => findProgram(program) ?? []);
  return found.length === PROGRAMS[name].length ? found : undefined;
}

/** Installs an engine that is missing, where that can be done, and finds it. */
export function findOrInstallEngine(name: EngineName): readonly string[] | undefined {
  const found = findEngine(name);
  if (found !== undefined) return found;
  debianInstall(...DEBIAN_PACKAGES[name]).forEach(tryTo);
  return findEngine(name);
}
