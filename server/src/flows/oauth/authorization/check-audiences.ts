import { checkResources, checkUserTargets } from '../targets.ts'
import type { Check } from './check.ts'

/** Each API must be one that the application is authorised for (A7-4), and one that tokens of people may be for. */
export const checkAudiences: Check = async (request, application, ctx) => {
  checkResources(request)
  await checkUserTargets(ctx, application, request)
}
