/** Stops the start. The message is one plain sentence for the operator and is printed without a stack. */
export class StartupProblem extends Error {
  override readonly name = 'StartupProblem'
}
