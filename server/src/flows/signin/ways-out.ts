import { cookieNames, csrfToken, readCookie, type RequestContext } from '#platform/http'
import { errorAddress } from '#flows/engine'
import type { FormTarget, WaysOut } from '#flows/pages'
import { sealFlow } from './flow.ts'
import { formBindingOf, type OpenFlow } from './open-flow.ts'

/** The longest sealed flow with which every browser and proxy accepts the address. */
const LONGEST_IN_ADDRESS = 5_900

/** Whether an address may carry a sealed flow. */
export function fitsAddress(sealed: string): boolean {
  return sealed.length <= LONGEST_IN_ADDRESS
}

/**
 * Returns the targets of the forms of a flow, with the fields that they carry. A flow that is not stored is part of the
 * address where it is short enough, so that the browser can reload the answer to a form without posting the form again.
 */
export function formsOf(c: RequestContext, opened: OpenFlow, sealed: string | undefined): (verb: string) => FormTarget {
  const isInAddress = sealed !== undefined && fitsAddress(sealed)
  const fields = {
    csrf: csrfToken(c, formBindingOf(opened)),
    ...(sealed === undefined || isInAddress ? {} : { flow: sealed }),
  }
  const query = isInAddress ? `?flow=${sealed}` : ''
  return (verb) => ({ action: `/auth/${opened.flow.id}/${verb}${query}`, fields })
}

/**
 * Returns the ways on for a person who was refused: sign in as somebody else, sign out, or go back to the application,
 * whether or not that has addresses of its own (A3-4).
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
