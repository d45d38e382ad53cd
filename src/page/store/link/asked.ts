/** What the address asks for, as it was written. Mail programs and pages of courses write an & of a link as &amp;. */
export function asked(): string {
  return location.search.replaceAll('&amp;', '&');
}
