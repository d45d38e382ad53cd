/** A gate before every piece of a run's work: shut, it puts the next one off, and nothing else about the run changes. */
export class Gate {
  private opened: Promise<void> | null = null;
  private release: () => void = () => undefined;

  shut(): void {
    this.opened ??= new Promise((resolve) => (this.release = resolve));
  }

  open(): void {
    this.opened = null;
    this.release();
  }

  /**
   * What the work yields, no further than the gate lets it. `breathe` gives way between two pieces, so that word to shut
   * the gate is heard at all.
   */
  async *through<T>(work: AsyncIterable<T>, breathe: () => Promise<void>): AsyncGenerator<T, void> {
    for await (const piece of work) {
      yield piece;
      await breathe();
      while (this.opened) await this.opened;
    }
  }
}
