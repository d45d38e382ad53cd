/** Hands bytes to the browser's own download. */
export function download(name: string, bytes: ArrayBuffer): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Revoked later, because the browser reads the address only after this task.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
