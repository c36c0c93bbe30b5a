import type { Context } from '#platform/context'
import { createApplication } from './create-application.ts'

/** Does what `createApplication` does, in a transaction of its own. */
export function addApplication(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  input: Parameters<typeof createApplication>[1],
): ReturnType<typeof createApplication> {
  return ctx.db.transaction().execute((db) => createApplication({ ...ctx, db }, input))
}
