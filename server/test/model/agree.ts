/** Ends the run unless server and model agree. */
export function agree(what: string, server: unknown, model: unknown): void {
  if (JSON.stringify(server) === JSON.stringify(model)) return
  throw new Error(`${what}: the server says ${JSON.stringify(server)}, the model ${JSON.stringify(model)}`)
}
