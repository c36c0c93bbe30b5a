import type { RequestContext } from '#platform/http'
import type { OpenFlow } from './open-flow.ts'
import { showFlow } from './show-flow.ts'

/** Shows the first page of a flow to the person that it is for, or the page after it where the first was answered. */
export function showFirst(c: RequestContext, opened: OpenFlow): Promise<Response> {
  return showFlow(c, opened, { isFirst: true })
}
