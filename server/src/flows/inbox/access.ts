import ipaddr from 'ipaddr.js'
import type { Config } from '#platform/config'
import { isLoopbackHost } from '#platform/config'
import { addSeconds, secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, equalDigests } from '#platform/crypto'

/** The parts of a request that decide about the inbox. */
export interface InboxRequest {
  readonly authorization: string | undefined
  readonly cookie: string | undefined
  /** Whether it came through a proxy, which may serve other machines than this one. */
  readonly isForwarded: boolean
}

const ADMISSION_SECONDS = 8 * 60 * 60

/**
 * Returns whether the request may read the inbox. Without credentials it may only on the machine itself, and only in an
 * environment for development: the server listens on loopback, the request came from it and asked for a loopback name.
 * Anything weaker would show sign-in codes to a network, and those of a production or control environment to every
 * program on the machine. All others present the inbox token.
 */
export function mayReadInbox(
  ctx: Pick<Context, 'clock' | 'environment' | 'issuer' | 'requester' | 'sealer'>,
  request: InboxRequest,
  { config, inboxToken }: { readonly config: Pick<Config, 'listen'>; readonly inboxToken: string },
): boolean {
  const isLocal =
    ctx.environment.kind === 'development' &&
    isLoopbackAddress(config.listen) &&
    isLoopbackAddress(ctx.requester.ip) &&
    isLoopbackHost(new URL(ctx.issuer).hostname) &&
    !request.isForwarded
  if (isLocal) return true
  const bearer = /^Bearer +([\w~+/.-]+=*)$/i.exec(request.authorization ?? '')?.[1]
  return (bearer !== undefined && isInboxToken(bearer, inboxToken)) || isAdmission(ctx, request.cookie)
}

/** The digests are compared, so that the time reveals nothing. With 256 bits guesses need no counting. */
export function isInboxToken(presented: string, inboxToken: string): boolean {
  return equalDigests(digestOf(presented), digestOf(inboxToken))
}

/** Creates the cookie that a browser keeps in place of the token, valid for this environment and a working day. */
export function createAdmission(ctx: Pick<Context, 'clock' | 'sealer'>): { value: string; maxAgeSeconds: number } {
  const endsAt = String(secondsOf(addSeconds(ctx.clock(), ADMISSION_SECONDS)))
  return { value: `${endsAt}.${macOf(ctx, endsAt).toString('base64url')}`, maxAgeSeconds: ADMISSION_SECONDS }
}

function isAdmission(ctx: Pick<Context, 'clock' | 'sealer'>, cookie: string | undefined): boolean {
  const [, endsAt = '', mac = ''] = /^(\d{1,12})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  if (Number(endsAt) <= secondsOf(ctx.clock())) return false
  return equalDigests(Buffer.from(mac, 'base64url'), macOf(ctx, endsAt))
}

function macOf({ sealer }: Pick<Context, 'sealer'>, endsAt: string): Buffer {
  return sealer.digest('inbox.admission', endsAt)
}

function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false
  if (address === 'localhost') return true
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}
