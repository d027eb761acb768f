import type { DrillControl } from '@posko/drill';

export const KEYS_HELP =
  'space pauses · + and - change the speed · j jumps to the next phase · q stops with the report';

const CTRL_C = '\u0003';

/** While keys are read one by one, Ctrl-C is no signal any more: it is made one, for everyone on this terminal. */
function interrupt(control: DrillControl): void {
  if (process.platform === 'win32') control.stop();
  else process.kill(0, 'SIGINT');
}

/** Lets a terminal's keys steer a drill; returns how to let go of the keyboard. Without a terminal nothing happens. */
export function listenToKeys(control: DrillControl, failed: (error: unknown) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => undefined;
  const actions: Readonly<Record<string, () => Promise<void> | void>> = {
    ' ': () => control.togglePause(),
    '+': () => control.changeSpeed(2),
    '-': () => control.changeSpeed(0.5),
    j: () => control.jump(),
    q: () => control.stop(),
    [CTRL_C]: () => interrupt(control),
  };
  const onKey = (key: Buffer): void => {
    Promise.resolve(actions[key.toString()]?.()).catch(failed);
  };
  stdin.setRawMode(true);
  stdin.resume();
  stdin.on('data', onKey);
  return () => {
    stdin.off('data', onKey);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
