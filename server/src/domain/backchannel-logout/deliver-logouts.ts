import { addSeconds, secondsOf } from '#platform/clock'
import type { Services } from '#platform/context'
import { openSealer, type Sealer } from '#platform/crypto'
import type { Db } from '#platform/db'
import { hexOf, subjectOf } from '#platform/ids'
import { OutboundRefused } from '#platform/outbound'
import { recordEvent, SYSTEM_AUTHOR } from '#platform/outbox'
import { clientIdOf } from '#domain/applications'
import { readKeyRing, signJwt } from '#domain/signing-keys'
import { secondsToNextTry, type LogoutNotice } from './notice.ts'
import { recordDelivery } from './delivery-queries.ts'
import { claimDueNotices, postponeNotice, removeNotice, type ClaimedNotice } from './queries.ts'

export type DeliveryServices = Pick<Services, 'database' | 'cache' | 'clock' | 'masterKey' | 'outbound' | 'log'>

interface Delivery extends DeliveryServices {
  readonly db: Db
  readonly environment: { readonly id: string }
  readonly sealer: Sealer
  readonly signal: AbortSignal
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** Long enough for clocks that differ, short enough not to concern a later session (section 2.4). */
const TOKEN_LIFETIME_SECONDS = 120
/** Longer than a request may take: when a process dies with a notice, the notice is free again after this. */
const CLAIM_SECONDS = 60
const AT_ONCE = 20
/** The clock of the process that wrote a notice may be ahead of this one by so much. */
const CLOCK_SKEW_SECONDS = 2

/** Sends every notice that is due, some at a time, outside of any transaction. */
export async function deliverLogouts(
  services: DeliveryServices,
  { environmentId, signal }: { readonly environmentId: string; readonly signal: AbortSignal },
): Promise<void> {
  const db = services.database.environment(environmentId)
  const sealer = await openSealer(db, services.masterKey)
  const delivery = { ...services, db, sealer, environment: { id: environmentId }, signal }
  while (!signal.aborted) {
    const now = services.clock()
    const until = addSeconds(now, CLAIM_SECONDS)
    const due = addSeconds(now, CLOCK_SKEW_SECONDS)
    const notices = await claimDueNotices(db, { now: due, until, limit: AT_ONCE })
    if (notices.length === 0) return
    await Promise.all(notices.map((notice) => deliver(delivery, notice)))
  }
}

async function deliver(delivery: Delivery, notice: ClaimedNotice): Promise<void> {
  const { db } = delivery
  if (notice.uri === undefined) return void (await removeNotice(db, notice.id))
  const problem = await send(delivery, notice, notice.uri)
  await recordDelivery(db, { applicationId: notice.applicationId, at: delivery.clock(), problem })
  if (problem === undefined) return void (await removeNotice(db, notice.id))
  const seconds = secondsToNextTry(notice.tries)
  if (seconds === undefined) return giveUp(delivery, notice, problem)
  await postponeNotice(db, { id: notice.id, dueAt: addSeconds(delivery.clock(), seconds), problem })
}

/** Returns the failure, or undefined when the application accepted the notice. */
async function send(delivery: Delivery, notice: LogoutNotice, uri: string): Promise<string | undefined> {
  const token = await mintLogoutToken(delivery, notice)
  try {
    const { signal } = delivery
    const status = await delivery.outbound.postForm(uri, { fields: { logout_token: token }, signal })
    // "RP frameworks" that turn 200 without body into 204 are expected (section 2.8).
    return status === 200 || status === 204 ? undefined : `HTTP_${String(status)}`
  } catch (error) {
    if (!(error instanceof OutboundRefused)) throw error
    return error.problem
  }
}

/** @see OpenID Connect Back-Channel Logout 1.0 section 2.4 */
async function mintLogoutToken(delivery: Delivery, notice: LogoutNotice): Promise<string> {
  const now = delivery.clock()
  const claims = {
    iss: notice.issuer,
    sub: subjectOf(notice.userId),
    aud: [clientIdOf(notice.applicationId)],
    iat: secondsOf(now),
    exp: secondsOf(addSeconds(now, TOKEN_LIFETIME_SECONDS)),
    jti: notice.id,
    sid: hexOf(notice.sessionId),
    events: { [EVENT]: {} },
  }
  return signJwt(await readKeyRing(delivery), claims, 'logout+jwt')
}

async function giveUp(
  { db, environment, clock, log }: Delivery,
  notice: ClaimedNotice,
  problem: string,
): Promise<void> {
  const id = clientIdOf(notice.applicationId)
  await db.transaction().execute(async (transaction) => {
    if (!(await removeNotice(transaction, notice.id))) return
    await recordEvent(transaction, {
      type: 'application.backchannel_logout_failed',
      occurredAt: clock(),
      ...SYSTEM_AUTHOR,
      subject: id,
      payload: {
        id,
        user: { id: subjectOf(notice.userId) },
        sid: hexOf(notice.sessionId),
        tries: notice.tries,
        problem,
      },
    })
  })
  log.error({ application: id, environment: environment.id, problem }, 'an application could not be told of a sign-out')
}
