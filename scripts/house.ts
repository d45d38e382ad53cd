/**
 * Counts the house: rooms, floors, arrows and circles of the import graph (`npm run house`, `-- --root FOLDER` for another
 * checkout). A room is what lies directly in `src/`, `src/engine/` or `src/page/`; a floor stands above all that it imports.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { between, circles, floors, importGraph, productFiles, roomOf } from './importGraph';
import { roomsOf, WALKS } from './walks';

const { root } = parseArgs({ options: { root: { type: 'string', default: '.' } } }).values;
const opened = ['src', 'src/engine', 'src/page'].filter((folder) => existsSync(join(root, folder)));
const imports = importGraph(root, ['src']);
const room = (file: string) => roomOf(file, opened);
const rooms = [...new Set(productFiles(root, 'src').map(room))];
const arrows = between(imports, room);
const floorOf = floors(rooms, arrows);
const byValue = imports.filter(({ typeOnly }) => !typeOnly);

for (const name of rooms.sort((a, b) => (floorOf.get(b) ?? 0) - (floorOf.get(a) ?? 0) || a.localeCompare(b))) {
  console.log(`floor ${String(floorOf.get(name)).padStart(2)}  ${name}`);
}
console.log(`\nrooms ${rooms.length}, floors ${Math.max(...floorOf.values())}, arrows ${arrows.length}`);
console.log(`files ${productFiles(root, 'src').length}, imports ${imports.length}`);
console.log(
  `circles of rooms ${circles(arrows).length}, of files ${circles(imports).length}, by value ${circles(byValue).length}`,
);
for (const [walk, steps] of Object.entries(WALKS)) console.log(`walk of ${roomsOf(steps).length} rooms: ${walk}`);
for (const circle of [...circles(arrows), ...circles(imports)]) console.log(`circle: ${circle.join(' ')}`);
