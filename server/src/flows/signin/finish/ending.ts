import type { Context } from '#platform/context'

/** A part of the end of a flow. All of them run in one transaction, so that a crash leaves either none or all of them. */
type Part<Known, Result> = (ctx: Context, known: Known) => Promise<Result>

/** An ordered list of parts. A part sees what the parts before it have found. */
export interface Ending<Start, Known> {
  /** Adds a part that finds something the parts after it need. */
  readonly find: <Found extends object>(part: Part<Known, Found>) => Ending<Start, Known & Found>
  /** Adds a part that only writes. */
  readonly write: (part: Part<Known, void>) => Ending<Start, Known>
  readonly run: Part<Start, Known>
}

/** Starts a list with the values that its first part gets. */
export function endingOf<Start extends object>(): Ending<Start, Start> {
  return listed<Start, Start>(async (_ctx, start) => start)
}

function listed<Start, Known extends object>(run: Part<Start, Known>): Ending<Start, Known> {
  return {
    run,
    find: (part) =>
      listed(async (ctx, start) => {
        const known = await run(ctx, start)
        return { ...known, ...(await part(ctx, known)) }
      }),
    write: (part) =>
      listed(async (ctx, start) => {
        const known = await run(ctx, start)
        await part(ctx, known)
        return known
      }),
  }
}
