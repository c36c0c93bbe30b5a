import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { errorAddress, sealFlow } from '#flows/engine'
import type { FormTarget, WaysOut } from '#flows/pages'
import { csrfOf, type OpenFlow } from './open-flow.ts'

/** Where the forms of a flow go, with what they carry. */
export function formsOf(c: RequestContext, opened: OpenFlow, sealed: string | undefined): (verb: string) => FormTarget {
  const fields = { csrf: csrfOf(c, opened), ...(sealed === undefined ? {} : { flow: sealed }) }
  return (verb) => ({ action: `/auth/${opened.flow.id}/${verb}`, fields })
}

/**
 * Returns the ways on of somebody who is not let in: as somebody else, signed out, or back to the application, whether or
 * not that has addresses of its own (A3-4).
 */
export function waysOut(c: RequestContext, opened: OpenFlow): WaysOut {
  const { flow, isStored } = opened
  const to = formsOf(c, opened, isStored ? undefined : sealFlow(c.var.ctx, flow))
  const isSignedIn = readCookie(c, cookieNames(c.var.ctx).session) !== undefined
  const hasAddress = flow.request.endsAtOwnPage === true || errorAddress(flow.request) !== undefined
  return {
    other: to('change'),
    ...(isSignedIn ? { signOutHref: '/logout' } : {}),
    ...(hasAddress ? { cancel: to('cancel') } : {}),
  }
}
