/** Installs what is named and missing, so that each command works on a fresh clone: `node scripts/install.mjs page`. */
import { install, NAMES } from './packages.mjs';

for (const wanted of process.argv.slice(2)) {
  const name = NAMES.find((each) => each === wanted);
  if (name === undefined) throw new Error(`There is no "${wanted}" to install, only ${NAMES.join(', ')}.`);
  install(name);
}
