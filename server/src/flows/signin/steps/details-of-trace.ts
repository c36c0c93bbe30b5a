import type { RequestContext } from '#platform/http'

type Detail = Readonly<Record<string, string>>

const details = new WeakMap<RequestContext, Detail>()

/** Adds facts to the step that the trace of this request notes next. No secret and nothing that a person typed. */
export function addTraceDetail(c: RequestContext, detail: Detail): void {
  details.set(c, { ...details.get(c), ...detail })
}

/** Returns the facts that were added, once. */
export function takeTraceDetail(c: RequestContext): Detail | undefined {
  const detail = details.get(c)
  details.delete(c)
  return detail
}
