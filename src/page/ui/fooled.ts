/** Where the reward model is wrong: it likes an answer at least as well as another that people would prefer. */

/** What the reward model and the judge think of an answer; null: it cannot be said. */
interface Marks {
  readonly score: number | null;
  readonly gold: number | null;
}

/** Whether an answer scores no lower than the one before, and is worse. */
export function isFooled(before: Marks | null, now: Marks): boolean {
  if (before === null || before.score === null || now.score === null) return false;
  return before.gold !== null && now.gold !== null && now.score >= before.score && now.gold < before.gold;
}
