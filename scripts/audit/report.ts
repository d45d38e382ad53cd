/** What `npm audit --json` says, in sentences. */

export interface Verdict {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

interface Report {
  /** Where the index of packages could not be asked. */
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
}

/** The exit code where nothing was checked, so that it passes for neither good nor bad. */
const NOT_CHECKED = 2;

export function verdictOf(json: string): Verdict {
  let report: Report;
  try {
    report = JSON.parse(json) as Report;
  } catch {
    return notChecked('npm gave no report');
  }
  if (report.vulnerabilities === undefined) return notChecked(report.message ?? 'npm gave no reason');
  const found = Object.entries(report.vulnerabilities);
  if (found.length === 0) return { exitCode: 0, lines: ['No known vulnerability in what the page is built from.'] };
  return { exitCode: 1, lines: found.map(([name, { severity, range }]) => `${name} ${range}: ${severity}.`) };
}

function notChecked(why: string): Verdict {
  // The address of the index belongs to this machine.
  const reason = why.replace(/ - \w+ https?:\S+/, '').replace(/https?:\S+/g, 'the index');
  const sentence = `Nothing was checked: the index of packages that npm asks here answers no audit (${reason}). Run this where npm asks one that does.`;
  return { exitCode: NOT_CHECKED, lines: [sentence] };
}
