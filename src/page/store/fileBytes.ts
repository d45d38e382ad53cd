/** The bytes of a file that a learner chose, read only where they are not too many. */
import { text } from '../text/text';

/** A file as the browser hands it over. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** A file that was not read; the message is a sentence that names it. */
export class UnreadFile extends Error {
  override readonly name = 'UnreadFile';

  /** `detail` is what the browser says. */
  constructor(
    sentence: string,
    readonly detail: string,
  ) {
    super(sentence);
  }
}

/** Throws `UnreadFile`: before anything is read where the file has more than `most` bytes. */
export async function bytesOf(file: ChosenFile, most: number): Promise<ArrayBuffer> {
  const { name, size } = file;
  if (size > most) throw new UnreadFile(text.notices.fileTooLarge(name, String(most), String(size)), '');
  try {
    return await file.arrayBuffer();
  } catch (error) {
    throw new UnreadFile(text.notices.fileUnread(name), String(error));
  }
}
