import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import { setPassword } from '#domain/credentials'
import { parseEmailAddress } from '#domain/identities'
import { consumeInvitation, findInvitationByToken, type Invitation } from '#domain/invitations'
import { findTeamRole, insertMember, lockTeam, type TeamPlace } from '#domain/team'
import { createUser } from '#domain/directory'
import { roleOf } from './invite.ts'
import { mayStillInvite } from './may-still-invite.ts'

/** The control environment of the request, in a transaction or not. */
type Control = Context

export type Acceptance = 'accepted' | 'gone' | 'email_taken' | 'already_member'

export function placeOf({ db }: Control, { target }: Invitation): TeamPlace {
  return { db, businessId: target.id }
}

/** Returns the invitation of a link while it can be accepted. */
export async function readInvitation(ctx: Control, token: string): Promise<Invitation | undefined> {
  const invitation = await findInvitationByToken(ctx.db, { token, now: ctx.clock() })
  if (!invitation) return undefined
  const asked = { inviter: invitation.inviter, role: roleOf(invitation) }
  return (await mayStillInvite(ctx, placeOf(ctx, invitation), asked)) ? invitation : undefined
}

/** Puts an administrator who is signed in on the team. */
export function acceptAs(ctx: Control, { token, userId }: { readonly token: string; readonly userId: string }) {
  return accept(ctx, token, async () => userId)
}

export interface NewAccount {
  readonly givenName: string
  readonly familyName: string
  readonly password: string
}

/**
 * Creates the account of somebody new and puts it on the team. The address counts as verified: the link was mailed there
 * and nowhere else.
 */
export async function acceptWithNewAccount(
  ctx: Control,
  token: string,
  { givenName, familyName, password }: NewAccount,
): Promise<{ readonly outcome: Acceptance; readonly userId?: string }> {
  const hash = await ctx.passwords.hash(password)
  let made: string | undefined
  try {
    const outcome = await accept(ctx, token, async (scoped, { email }) => {
      const parsed = parseEmailAddress(email)
      if (!parsed) throw new Error('the address of an invitation was parsed before')
      const author = { actor: { type: 'system' }, source: 'user' } as const
      const identities = [{ value: { kind: 'email', ...parsed }, isVerified: true }] as const
      const { id } = await createUser(scoped, { givenName, familyName, identities: [...identities], author })
      await setPassword(scoped.db, { userId: id, hash, now: scoped.clock() })
      made = id
      return id
    })
    return outcome === 'accepted' && made !== undefined ? { outcome, userId: made } : { outcome }
  } catch (error) {
    if (!(error instanceof Conflict) || error.code !== 'IDENTITY_TAKEN') throw error
    return { outcome: 'email_taken' }
  }
}

class Refused extends Error {
  readonly outcome: Acceptance

  constructor(outcome: Acceptance) {
    super(outcome)
    this.outcome = outcome
  }
}

type FindUser = (ctx: Control, invitation: Invitation) => Promise<string>

async function accept(ctx: Control, token: string, find: FindUser): Promise<Acceptance> {
  const accepted = ctx.db.transaction().execute(async (db): Promise<Acceptance> => {
    const scoped = { ...ctx, db }
    const first = await findInvitationByToken(db, { token, now: ctx.clock() })
    if (!first) throw new Refused('gone')
    const place = placeOf(scoped, first)
    // Taking the inviter's role away waits for this lock, or was done before the invitation is read again.
    await lockTeam(place)
    const invitation = await readInvitation(scoped, token)
    if (!invitation) throw new Refused('gone')
    const userId = await find(scoped, invitation)
    const { businessId } = place
    if ((await findTeamRole(db, { businessId, userId })) !== undefined) throw new Refused('already_member')
    const now = ctx.clock()
    if (!(await consumeInvitation(db, { token, userId, now }))) throw new Refused('gone')
    const role = roleOf(invitation)
    await insertMember(place, { userId, role, now })
    const subject = subjectOf(userId)
    const payload = { business_id: businessId, member: { id: subject }, role, invitation: { id: invitation.id } }
    const actor = { type: 'administrator', id: subject } as const
    const event = { type: 'team.member_added', occurredAt: now, actor, source: 'user', subject, payload } as const
    await recordEvent(db, event)
    return 'accepted'
  })
  return accepted.catch((error: unknown) => {
    if (error instanceof Refused) return error.outcome
    throw error
  })
}
