import { describeApis } from '#domain/resource-servers'
import type { BeginningFact } from '../beginning.ts'
import type { StepContext } from '../step.ts'
import type { ConsentState } from './page.tsx'

/** Reads the APIs that the request names, with the scopes that it asks for there. */
export async function readAsked({ c, flow }: StepContext<BeginningFact>): Promise<ConsentState> {
  const { applicationId, audiences, apiScopes } = flow.request
  return { apis: await describeApis(c.var.ctx, { applicationId, audiences, keys: apiScopes }) }
}
