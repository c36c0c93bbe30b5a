import { checkResources, checkUserTargets } from '../targets.ts'
import type { Check } from './check.ts'

/** Requires that the application is authorised for each API (A7-4), and that users may have tokens for it. */
export const checkAudiences: Check = async (request, application, ctx) => {
  checkResources(request)
  await checkUserTargets(ctx, application, request)
}
