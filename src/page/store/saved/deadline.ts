/** Calls `act` once at the earliest of the times that it has been asked for. */
export class Deadline {
  private planned: { readonly at: number; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(private readonly act: () => void) {}

  within(milliseconds: number): void {
    const at = performance.now() + milliseconds;
    if (this.planned !== null && this.planned.at <= at) return;
    this.cancel();
    this.planned = { at, timer: setTimeout(() => this.now(), milliseconds) };
  }

  now(): void {
    this.cancel();
    this.act();
  }

  cancel(): void {
    if (this.planned !== null) clearTimeout(this.planned.timer);
    this.planned = null;
  }
}
