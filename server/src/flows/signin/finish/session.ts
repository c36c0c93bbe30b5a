import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { newId, subjectOf } from '#platform/ids'
import type { Application } from '#domain/applications'
import { kindsOf } from '#domain/connections'
import type { CredentialKind } from '#domain/identities'
import { endSession, insertSession, renewSession, type Session } from '#domain/sessions'
import type { Passkey } from '#domain/passkeys'
import type { Account } from '#domain/users'
import type { Authentication } from '#flows/engine'
import type { Flow } from '../flow.ts'
import type { Facts } from '../steps.ts'
import { factorsIn, withFactors } from './factors-shown.ts'
import { destinationOf } from '../steps/code/destination.ts'
import { isCodeProven } from '../steps/code/fact.ts'
import { kindIn } from '../steps/identify/fact.ts'
import { isPasswordProven } from '../steps/password/fact.ts'

/** The longest lifetime of a session after a sign-in, however active it is. */
const SESSION_LIFETIME_SECONDS = 30 * 86_400

interface PartInput {
  readonly flow: Flow
  readonly account: Account | undefined
  readonly userId: string
  readonly application: Pick<Application, 'id' | 'settings'>
  /** The session this browser had before, if any. */
  readonly previous: Session | undefined
  /** The passkey that the person showed. */
  readonly passkey?: Passkey | undefined
}

/**
 * Opens the session of a sign-in. Keeps the session when the same person signs in again in this browser, so that one
 * sign-out still ends every sign-in before. Ends the session of anybody else.
 */
export async function openSession(
  ctx: Context,
  { flow, account, application, userId, previous, passkey }: PartInput,
): Promise<{ readonly session: Omit<Authentication, 'userId'> & { readonly token: string } }> {
  const { method, amr: first } = provenBy(flow.facts, { account, application, passkey })
  const shown = factorsIn(flow.facts)
  const amr = withFactors(first, shown)
  const token = newToken()
  const authenticatedAt = ctx.clock()
  const proof = {
    tokenDigest: digestOf(token),
    method,
    amr,
    factors: [...new Set(shown.map(({ kind }) => kind))],
    authenticatedAt,
    expiresAt: addSeconds(authenticatedAt, SESSION_LIFETIME_SECONDS),
    requester: ctx.requester,
  }
  const sessionId = (await keepSession(ctx, { userId, previous, proof })) ?? newId()
  if (sessionId !== previous?.id) {
    const opened = { id: sessionId, userId, applicationId: application.id, issuer: ctx.issuer }
    await insertSession(ctx.db, { ...opened, ...proof })
  }
  return { session: { method, amr, authenticatedAt, sessionId, token } }
}

/**
 * Returns the proofs that the person really showed (RFC 8176): a code by mail is a one-time password. A password that
 * they chose just now sets the method, but it is no proof. The session keeps that method, whatever the application asks
 * for (P8-3).
 */
function provenBy(
  facts: Facts,
  { account, application, passkey }: Pick<PartInput, 'account' | 'application' | 'passkey'>,
) {
  const isByPassword = isPasswordProven(facts, account)
  const isByCode = isCodeProven(facts, account)
  const isKnowingPassword = isByPassword || facts.newPasswordHash !== undefined
  const isByPasskey = passkey !== undefined && !isByPassword && !isByCode
  return {
    method: isByPasskey ? 'passkey' : `${kindOf(facts, application)}:${isKnowingPassword ? 'password' : 'code'}`,
    amr: [...(isByPassword ? ['pwd'] : []), ...codeMethodIn(facts, account), ...amrOfPasskey(facts, passkey)],
  } as const
}

/** Returns the method of a code by mail or by SMS, which have names of their own (RFC 8176). */
function codeMethodIn(facts: Facts, account: Account | undefined): readonly string[] {
  if (!isCodeProven(facts, account)) return []
  return [destinationOf(facts, account).kind === 'phone' ? 'sms' : 'otp']
}

/**
 * Returns the kind of the identity that a session names. A person who proves an address to get a username has signed in
 * to an application that knows only usernames.
 */
function kindOf(facts: Facts, { settings: { values } }: Pick<Application, 'settings'>): CredentialKind {
  const kind = kindIn(facts)
  const offered = kindsOf(values)
  return !offered.includes(kind) && offered.includes('username') ? 'username' : kind
}

/**
 * A synced passkey is a key in software, any other one a key in hardware; each use shows that a person was there. With
 * their PIN or biometrics, or after another proof, it is two factors (docs/decisions/0146).
 */
function amrOfPasskey({ provenPasskey }: Facts, passkey: Passkey | undefined): string[] {
  if (!passkey || !provenPasskey) return []
  return [passkey.isSynced ? 'swk' : 'hwk', 'user', 'mfa']
}

type Proof = Omit<Parameters<typeof renewSession>[1], 'known'>

/** Returns the id of the session that continues; undefined where a new one begins. */
async function keepSession(
  ctx: Context,
  { userId, previous, proof }: { userId: string; previous: Session | undefined; proof: Proof },
): Promise<string | undefined> {
  if (!previous) return undefined
  if (previous.userId === userId) {
    return (await renewSession(ctx.db, { known: previous, ...proof })) ? previous.id : undefined
  }
  const actor = { type: 'user', id: subjectOf(userId) } as const
  await endSession(ctx, { id: previous.id, userId: previous.userId, author: { actor, source: 'user' } })
  return undefined
}
