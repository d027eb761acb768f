import { DOCUMENT, inject } from '@angular/core';

/** A file to hand to whoever sits at the screen. */
export interface FileToSave {
  readonly name: string;
  readonly blob: Blob;
}

/** Long enough for a browser to have begun. */
const REVOKE_AFTER_MS = 60_000;

/** Saves a file as a download: `private readonly saveFile = injectSaveFile();` */
export function injectSaveFile(): (file: FileToSave) => void {
  const document = inject(DOCUMENT);
  return ({ name, blob }) => {
    const url = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
  };
}
