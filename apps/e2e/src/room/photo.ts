import { Buffer } from 'node:buffer';
import type { Page } from 'playwright-core';

export interface DrawnPhoto {
  /** Makes it another picture. */
  readonly seed: number;
  readonly isBlurred?: boolean;
}

interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The photo of a form, as the browser itself draws it: paper on a table, ruled, with figures in it. */
export async function drawnPhoto(page: Page, { seed, isBlurred = false }: DrawnPhoto): Promise<PickedFile> {
  const url = await page.evaluate(
    ({ start, blur }) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1200, 1600];
      const pen = canvas.getContext('2d');
      if (pen === null) throw new Error('This browser does not draw');
      let state = start;
      const next = (): number => (state = (state * 48_271) % 2_147_483_647);
      pen.fillStyle = '#7a6a58';
      pen.fillRect(0, 0, 1200, 1600);
      pen.filter = blur ? 'blur(14px)' : 'none';
      pen.fillStyle = '#f2efe6';
      pen.fillRect(70, 80, 1060, 1440);
      pen.fillStyle = '#1c1c28';
      pen.font = 'bold 40px serif';
      pen.fillText('MODEL C.HASIL-KWK-GUBERNUR', 150, 170);
      for (let row = 0; row < 22; row++) {
        const y = 230 + row * 56;
        pen.strokeStyle = '#44444c';
        pen.lineWidth = 2;
        pen.strokeRect(120, y, 960, 56);
        for (let column = 0; column < 3; column++) pen.strokeRect(720 + column * 120, y, 120, 56);
        pen.font = '26px serif';
        pen.fillText(`${row + 1}. ${'baris '.repeat(1 + (next() % 5))}`, 136, y + 38);
        pen.font = 'italic 36px cursive';
        for (let column = 0; column < 3; column++) pen.fillText(`${next() % 400}`, 736 + column * 120, y + 42);
      }
      return canvas.toDataURL('image/jpeg', 0.85);
    },
    { start: seed, blur: isBlurred },
  );
  const buffer = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  return { name: `c-hasil-${seed}.jpg`, mimeType: 'image/jpeg', buffer };
}

/** Adds photos of a form, as from a file dialog, and waits until the server keeps them all. */
export async function addPhotos(page: Page, photos: readonly DrawnPhoto[]): Promise<void> {
  const files = [];
  for (const photo of photos) files.push(await drawnPhoto(page, photo));
  await page.getByLabel('Pilih foto atau PDF').setInputFiles(files);
  await page.getByText(`Halaman ${photos.length} diterima`).waitFor();
}
