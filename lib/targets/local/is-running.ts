import { codeOf } from './error-code';

/** Whether a process of this number runs on this machine, whoever's it is. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
