import { Injectable, signal } from '@angular/core';

/** Two notes, a third apart, told from any telephone's: hertz, and seconds from the start. */
const NOTES = [
  { hertz: 880, at: 0 },
  { hertz: 698, at: 0.22 },
  { hertz: 880, at: 0.44 },
] as const;
const NOTE_SECONDS = 0.18;
const LOUDNESS = 0.25;

/** The bell: a tone that the browser makes by itself, no file. Browsers keep it silent until somebody has pressed something. */
@Injectable({ providedIn: 'root' })
export class RingTone {
  private context: AudioContext | null = null;
  private readonly silenced = signal(false);
  /** The browser does not let us sound yet. */
  readonly isBlocked = this.silenced.asReadonly();

  /** Rings once, if the browser lets us. */
  ring(): void {
    const context = this.begin();
    if (context === null) return;
    this.silenced.set(context.state === 'suspended');
    if (context.state === 'suspended') return void this.allow();
    for (const { hertz, at } of NOTES) play(context, hertz, context.currentTime + at);
  }

  /** To be called while somebody presses something. */
  async allow(): Promise<void> {
    const context = this.begin();
    if (context === null) return;
    // Without a gesture the promise stays open until there is one.
    await context.resume();
    this.silenced.set(context.state === 'suspended');
  }

  private begin(): AudioContext | null {
    if (this.context === null && 'AudioContext' in globalThis) this.context = new AudioContext();
    return this.context;
  }
}

function play(context: AudioContext, hertz: number, at: number): void {
  const [note, gain] = [context.createOscillator(), context.createGain()];
  note.frequency.value = hertz;
  // Swells and fades within hundredths, or it would click.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  gain.gain.linearRampToValueAtTime(0, at + NOTE_SECONDS);
  note.connect(gain).connect(context.destination);
  note.start(at);
  note.stop(at + NOTE_SECONDS);
}
