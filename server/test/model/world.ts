import type { BrowserSession } from '../browser-session.ts'
import type { TestClient } from '../oauth.ts'
import type { ServerProcesses } from '../processes.ts'
import type { Random } from '../random.ts'

/** The state that the model expects. It reads nothing from the server except the values that it handed out. */
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

/** The grant of one sign-in: a user and a client. */
export interface Grant {
  readonly client: ModelClient
  readonly user: string
  readonly session: Session
  readonly scopes: readonly string[]
  readonly at: number
  isRevoked: boolean
}

interface IssuedCredential {
  readonly name: string
  readonly value: string
  readonly grant: Grant
  readonly at: number
}

export interface Code extends IssuedCredential {
  readonly verifier: string
  isUsed: boolean
}

export interface RefreshToken extends IssuedCredential {
  readonly expiresAt: number
  rotatedAt: number | undefined
  successor: string | undefined
}

export interface AccessToken extends IssuedCredential {
  readonly expiresAt: number
  readonly scopes: readonly string[]
  isRevoked: boolean
}

export const CODE_SECONDS = 60
const SESSION_SECONDS = 30 * 86_400
const NOTED_SECONDS = 60
/** Ended tokens are removed after a day. From then on they are unknown, and a second use ends nothing. */
export const KEPT_SECONDS = 86_400
/** A request takes time, and the test cannot know at which moment the server read its clock. */
const MARGIN_SECONDS = 6

/** Thrown if the result depends on a moment that is too close to call. */
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

/** Returns the session of this browser, however long it was idle. */
export function sessionIn(world: World, { session }: ModelBrowser): Session | undefined {
  return session && isOpen(world, session) ? session : undefined
}

/** Returns the session of this browser if it would answer this client silently. */
export function sessionAt(world: World, browser: ModelBrowser, client: ModelClient): Session | undefined {
  const session = sessionIn(world, browser)
  return session && !isPast(world, session.lastActiveAt + client.idleSeconds) ? session : undefined
}

function isOpen(world: World, { isEnded, signedInAt }: Session): boolean {
  return !isEnded && !isPast(world, signedInAt + SESSION_SECONDS)
}

/** Records a refresh as activity, once a minute. A session that was idle for too long stays ended. */
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

/** Chooses mostly a recent entry that should still work, so that histories grow long, and sometimes any entry. */
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
