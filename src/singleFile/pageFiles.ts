/** What the single file holds besides its scripts: the models of the two smaller sizes, and every recording. */
import type { InsideFiles } from './insideFiles';

const PUBLIC = '../../public/';

const found = import.meta.glob<string>(['../../public/checkpoints/{XS,S}/*', '../../public/recordings/*'], {
  query: '?url&inline',
  import: 'default',
  eager: true,
});

export const pageFiles: InsideFiles = Object.fromEntries(
  Object.entries(found).map(([path, address]) => [path.slice(PUBLIC.length), address]),
);
