import type { Context } from '#platform/context'
import { findAnySignIn } from './queries.ts'

/** Returns whether anybody ever signed in to an application of the environment's own. */
export function hasSignIns({ db }: Pick<Context, 'db'>): Promise<boolean> {
  return findAnySignIn(db)
}
