/** Arrays that are no longer needed, for those who need one as long: they are large, and every new one hastens the garbage collector. */

/** So many of each length are kept. */
const MOST = 8;

export class SpareArrays {
  private readonly byLength = new Map<number, Float32Array[]>();

  /** It holds anything. */
  take(length: number): Float32Array {
    return this.byLength.get(length)?.pop() ?? new Float32Array(length);
  }

  give(array: Float32Array): void {
    const spare = this.byLength.get(array.length) ?? [];
    this.byLength.set(array.length, spare);
    if (spare.length < MOST) spare.push(array);
  }
}
