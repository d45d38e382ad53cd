/** Comma-separated values (RFC 4180): a head and rows, quoted where a cell needs it. */
export type CsvCell = string | number | null;

function written(cell: CsvCell): string {
  const bare = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(bare) ? `"${bare.replaceAll('"', '""')}"` : bare;
}

/** Numbers keep every digit; null is an empty cell. */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

/** The cells as text. Throws where a quoted cell does not end, or goes on after its closing quote. */
export function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < csv.length) {
    const [cell, end] = csv[at] === '"' ? quoted(csv, at) : bare(csv, at);
    row.push(cell);
    const separator = /,|\r\n|\n|$/y;
    separator.lastIndex = end;
    const [found] = separator.exec(csv) ?? [];
    if (found === undefined) {
      throw new Error(`Row ${rows.length + 1} of the CSV has "${csv.slice(end, end + 10)}" after a closing quote.`);
    }
    at = end + found.length;
    if (found === ',' && at < csv.length) continue;
    if (found === ',') row.push('');
    rows.push(row);
    row = [];
  }
  return rows;
}

function bare(csv: string, at: number): readonly [string, number] {
  const length = csv.slice(at).search(/[,\r\n]/);
  const end = length === -1 ? csv.length : at + length;
  return [csv.slice(at, end), end];
}

function quoted(csv: string, at: number): readonly [string, number] {
  const rest = /^"((?:[^"]|"")*)"/.exec(csv.slice(at));
  if (!rest) throw new Error('The CSV has a cell whose quote does not end.');
  return [rest[1].replaceAll('""', '"'), at + rest[0].length];
}
