import { STAGES } from '@posko/domain';
import type { MosaikPalette } from './mosaik-look';

/** The theme's colours as pixels: each custom property is resolved by the browser and read back from one painted pixel. */
export function readPalette(host: HTMLElement): MosaikPalette {
  const probe = host.ownerDocument.createElement('span');
  // Under reduced motion the theme gives every element a tiny transition: the probe would show the colour before the last.
  probe.style.transition = 'none';
  host.append(probe);
  const canvas = host.ownerDocument.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const read = (property: string): number => {
    probe.style.color = `var(${property})`;
    return context === null ? 0 : pixelOf(context, getComputedStyle(probe).color);
  };
  const palette = {
    stages: STAGES.map((stage) => read(`--posko-stage-${stage}`)),
    warn: read('--posko-warn-fill'),
    alarm: read('--posko-alarm-fill'),
    ground: read('--posko-surface'),
  };
  probe.remove();
  return palette;
}

function pixelOf(context: CanvasRenderingContext2D, color: string): number {
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0;
}
