/** A file that is dropped where the page takes none would be shown by the browser in place of the page. */

/** From now on such a file is let go. Places that take files take them first. */
export function letStrayFilesGo(page: EventTarget = document): void {
  const letGo = (event: DragEvent) => {
    const { dataTransfer } = event;
    if (event.defaultPrevented || !dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'none';
  };
  page.addEventListener('dragover', (event) => letGo(event as DragEvent));
  page.addEventListener('drop', (event) => letGo(event as DragEvent));
}
