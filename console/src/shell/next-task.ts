/** Resolves in the next task of the browser: the present event has reached every listener then, and React has rendered. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
