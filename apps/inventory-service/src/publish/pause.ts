/** Waits; ends early, without an error, when the process is to stop. */
export function pauseUntil(stopped: AbortSignal): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve) => {
      if (stopped.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        stopped.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      stopped.addEventListener('abort', end);
    });
}
