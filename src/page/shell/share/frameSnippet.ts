/** The HTML by which a course page shows an address in a frame. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };

function escaped(value: string): string {
  return value.replaceAll(/[&"<>]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Copying a link and filling the screen are what a page of another origin has to be allowed in a frame. */
export function frameSnippet(address: string, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="760" allow="clipboard-write; fullscreen"></iframe>`;
}
