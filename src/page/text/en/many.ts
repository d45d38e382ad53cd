/** A number with what it counts: “1 ranking”, “2 rankings”. */
export function many(n: number, one: string, several: string): string {
  return `${n} ${n === 1 ? one : several}`;
}
