/** A name that nothing else has: letters and digits. `randomUUID` is missing where a page is served without a certificate. */
export function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(36)).join('');
}
