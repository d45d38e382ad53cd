/** Files of the page's own folder that the single file holds, each under its path, as a data: address. */
export type InsideFiles = Readonly<Record<string, string>>;

/** What a worker of the single file is told before anything else. */
export interface Inside {
  readonly files: InsideFiles;
  /** The script of every worker, for a worker that starts another. */
  readonly engine: Blob;
}
