import { spawn } from 'node:child_process'

// `read` fails when our end of the pipe is closed: by the end of this process, however it came.
const script = 'read -r word || { kill -9 "$1"; [ -z "$2" ] || rm -rf "$2"; }'

/** What ends a process when ours ends without doing so, even by SIGKILL. */
export type Watchdog = {
  /** The process has ended by itself: nothing is left to do. */
  dismiss(): void
}

/**
 * Kills process `pid`, and removes `folder` where one is given, as soon as this process is gone.
 * A shell of its own: nothing inside a process survives its SIGKILL.
 */
export const watchOver = (pid: number, folder: string | undefined): Watchdog => {
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(pid), folder ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  // It may have ended before it is dismissed.
  shell.stdin.on('error', () => {})
  shell.unref()
  return {
    dismiss() {
      shell.stdin.end('over\n')
    },
  }
}
