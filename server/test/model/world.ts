import type { BrowserSession } from '../browser-session.ts'
import type { TestClient } from '../oauth.ts'
import type { ServerProcesses } from '../processes.ts'
import type { Random } from '../random.ts'

/** What the model believes. Nothing here is read from the server but the values that it handed out. */
export interface World extends Pick<ServerProcesses, 'server' | 'at'> {
  readonly random: Random
  readonly clients: readonly ModelClient[]
  readonly users: readonly string[]
  readonly browsers: readonly ModelBrowser[]
  readonly grants: Grant[]
  readonly codes: Code[]
  readonly refreshTokens: RefreshToken[]
  readonly accessTokens: AccessToken[]
  /** Seconds by which the servers' clock is ahead of ours. */
  offsetSeconds: number
  readonly log: string[]
}

export interface ModelClient extends TestClient {
  readonly name: string
  readonly graceSeconds: number
  readonly accessSeconds: number
  readonly refreshSeconds: number
  readonly absoluteSeconds: number
  readonly idleSeconds: number
}

export interface ModelBrowser {
  readonly name: string
  readonly browser: BrowserSession
  session: Session | undefined
}

export interface Session {
  readonly user: string
  signedInAt: number
  lastActiveAt: number
  isEnded: boolean
}

/** What a user allowed a client in one sign-in. */
export interface Grant {
  readonly client: ModelClient
  readonly user: string
  readonly session: Session
  readonly scopes: readonly string[]
  readonly at: number
  isRevoked: boolean
}

interface Issued {
  readonly name: string
  readonly value: string
  readonly grant: Grant
  readonly at: number
}

export interface Code extends Issued {
  readonly verifier: string
  isUsed: boolean
}

export interface RefreshToken extends Issued {
  readonly expiresAt: number
  rotatedAt: number | undefined
  successor: string | undefined
}

export interface AccessToken extends Issued {
  readonly expiresAt: number
  readonly scopes: readonly string[]
  isRevoked: boolean
}

export const CODE_SECONDS = 60
const SESSION_SECONDS = 30 * 86_400
const NOTED_SECONDS = 60
/** What ended is removed a day later: from then on it is unknown, and a second use of it ends nothing. */
export const KEPT_SECONDS = 86_400
/** A request takes time, and nobody knows at which moment of it the server looked at its clock. */
const MARGIN_SECONDS = 6

/** The step depends on a moment that is too close to tell. */
export class Unsure extends Error {}

export function nowOf({ offsetSeconds }: Pick<World, 'offsetSeconds'>): number {
  return Date.now() / 1000 + offsetSeconds
}

/** @throws {Unsure} */
export function isPast(world: World, instant: number): boolean {
  const seconds = nowOf(world) - instant
  if (Math.abs(seconds) < MARGIN_SECONDS) throw new Unsure()
  return seconds > 0
}

/** The session of this browser, however long it was idle. */
export function sessionIn(world: World, { session }: ModelBrowser): Session | undefined {
  return session && isOpen(world, session) ? session : undefined
}

/** The session of this browser, if it would answer at this client. */
export function sessionAt(world: World, browser: ModelBrowser, client: ModelClient): Session | undefined {
  const session = sessionIn(world, browser)
  return session && !isPast(world, session.lastActiveAt + client.idleSeconds) ? session : undefined
}

function isOpen(world: World, { isEnded, signedInAt }: Session): boolean {
  return !isEnded && !isPast(world, signedInAt + SESSION_SECONDS)
}

/** A refresh is activity, noted once a minute; what was idle for too long stays so. */
export function isKeptActiveBy(world: World, { session, client }: Grant): boolean {
  if (!isOpen(world, session) || !isPast(world, session.lastActiveAt + NOTED_SECONDS)) return false
  return !isPast(world, session.lastActiveAt + client.idleSeconds)
}

export function isAccessLive(world: World, token: AccessToken): boolean {
  return !token.grant.isRevoked && !token.isRevoked && !isPast(world, token.expiresAt)
}

export function endSession(world: World, session: Session): void {
  session.isEnded = true
  for (const grant of world.grants) if (grant.session === session) grant.isRevoked = true
}

export function endUser(world: World, session: Session): void {
  for (const { session: other } of world.browsers) if (other?.user === session.user) other.isEnded = true
  for (const grant of world.grants) {
    if (grant.user !== session.user) continue
    grant.isRevoked = true
    grant.session.isEnded = true
  }
}

/** Mostly something of late that should still work, so that histories grow long; sometimes anything there ever was. */
export function pickRecent<T>({ random }: World, items: readonly T[], isUseful: (item: T) => boolean): T {
  if (items.length === 0) throw new Unsure()
  const useful = items.slice(-40).filter(isUseful)
  if (useful.length > 0 && random.chance(0.75)) return random.pick(useful)
  return random.pick(random.chance(0.8) ? items.slice(-12) : items)
}

export function isFresh({ isUsed, grant }: Code): boolean {
  return !isUsed && !grant.isRevoked
}

export function isPresent({ rotatedAt, grant }: RefreshToken): boolean {
  return rotatedAt === undefined && !grant.isRevoked
}

export function isUnrevoked({ isRevoked, grant }: AccessToken): boolean {
  return !isRevoked && !grant.isRevoked
}
