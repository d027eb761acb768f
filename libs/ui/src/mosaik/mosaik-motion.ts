import type { Board } from '@posko/domain';
import { mediaQuery } from '../media';
import type { MosaikSurface } from './mosaik-surface';

/**
 * Paints at most once per animation frame, however often the board changes, and takes flashes away when their time is over.
 * Without motion (the reader's wish) nothing flashes.
 */
export class MosaikMotion {
  private frame: number | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private board: Board | null = null;

  constructor(private readonly surface: () => MosaikSurface | null) {}

  request(board: Board): void {
    this.board = board;
    this.frame ??= requestAnimationFrame((now) => this.paint(now));
  }

  stop(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private paint(now: number): void {
    this.frame = null;
    const surface = this.surface();
    if (surface === null || this.board === null) return;
    const isCalm = mediaQuery(window, '(prefers-reduced-motion: reduce)')?.matches ?? true;
    const count = surface.paint(this.board, !isCalm, now);
    if (count > 0) this.settleLater(surface);
  }

  private settleLater(surface: MosaikSurface): void {
    if (this.timer !== null) return;
    const next = surface.settle(performance.now());
    if (next === null) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.settleLater(surface);
      },
      Math.max(100, next - performance.now()),
    );
  }
}
