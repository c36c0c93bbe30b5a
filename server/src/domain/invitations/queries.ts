import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import { digestOf } from '#platform/crypto'
import { isUniqueViolation, sql, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'

const LIFETIME_SECONDS = 7 * 86_400

/** The team that the invited person joins. */
export interface InvitationTarget {
  readonly kind: 'team'
  readonly id: string
}

const InviterFormat = z.object({
  type: z.enum(['administrator', 'application']),
  /** The subject of a person, or a client id. */
  id: z.string(),
  /** The environment of an application. */
  environmentId: z.string().optional(),
  /** For the invited, who is told who asks them. */
  name: z.string(),
})
export type Inviter = z.infer<typeof InviterFormat>

export interface Invitation {
  readonly id: string
  readonly target: InvitationTarget
  readonly role: string
  readonly email: string
  readonly emailNormalized: string
  readonly inviter: Inviter
  readonly createdAt: Date
  readonly expiresAt: Date
}

interface NewInvitation {
  readonly target: InvitationTarget
  readonly role: string
  readonly email: { readonly typed: string; readonly normalized: string }
  readonly inviter: Inviter
  readonly token: string
  readonly now: Date
}

/** @throws {Conflict} `INVITATION_EXISTS` */
export async function insertInvitation(db: Db, input: NewInvitation): Promise<Invitation> {
  const { target, role, email, inviter, token, now } = input
  try {
    const row = await db
      .insertInto('invitations')
      .values({
        environment_id: db.environmentId,
        id: newId(),
        kind: target.kind,
        target: target.id,
        role,
        email: email.typed,
        email_normalized: email.normalized,
        digest: digestOf(token),
        inviter: JSON.stringify(inviter),
        created_at: now,
        expires_at: addSeconds(now, LIFETIME_SECONDS),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return invitationOf(row)
  } catch (error) {
    if (!isUniqueViolation(error, 'invitations_pending')) throw error
    throw new Conflict('INVITATION_EXISTS', 'This address has an invitation already. Send it again or revoke it.')
  }
}

/** Makes room for new invitations: those that have expired wait no longer. */
export async function endExpired(
  db: Db,
  { target, now }: { readonly target: InvitationTarget; readonly now: Date },
): Promise<void> {
  await pendingUpdate(db, now).where('target', '=', target.id).where('expires_at', '<=', now).execute()
}

function pendingUpdate(db: Db, now: Date) {
  return db
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
}

function pending(db: Db) {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('environment_id', '=', db.environmentId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
}

type Row = Awaited<ReturnType<ReturnType<typeof pending>['executeTakeFirstOrThrow']>>

function invitationOf(row: Row): Invitation {
  return {
    id: row.id,
    target: { kind: 'team', id: row.target },
    role: row.role,
    email: row.email,
    emailNormalized: row.email_normalized,
    inviter: InviterFormat.parse(row.inviter),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

interface InvitationSelection {
  readonly target: InvitationTarget
  readonly after?: string | undefined
  readonly limit: number
}

/** Returns those that wait, expired ones too, in the order in which they were made. */
export async function listInvitations(
  db: Db,
  { target, after, limit }: InvitationSelection,
): Promise<readonly Invitation[]> {
  const rows = await pending(db)
    .where('kind', '=', target.kind)
    .where('target', '=', target.id)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(invitationOf)
}

export async function findInvitation(
  db: Db,
  { target, id }: { readonly target: InvitationTarget; readonly id: string },
): Promise<Invitation | undefined> {
  const row = await pending(db)
    .where('kind', '=', target.kind)
    .where('target', '=', target.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && invitationOf(row)
}

/** Returns the invitation of a link that can still be accepted. */
export async function findInvitationByToken(
  db: Db,
  { token, now }: { readonly token: string; readonly now: Date },
): Promise<Invitation | undefined> {
  const row = await pending(db).where('digest', '=', digestOf(token)).where('expires_at', '>', now).executeTakeFirst()
  return row && invitationOf(row)
}

/** Gives an invitation another secret and seven more days: the link that was mailed before is void. */
export async function renewInvitation(
  db: Db,
  { id, token, now }: { readonly id: string; readonly token: string; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ digest: digestOf(token), expires_at: addSeconds(now, LIFETIME_SECONDS) })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** True once: of two who accept, or accept and revoke, at the same moment, one is first. */
export async function consumeInvitation(
  db: Db,
  { token, userId, now }: { readonly token: string; readonly userId: string; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ accepted_at: now, accepted_by: userId })
    .where('environment_id', '=', db.environmentId)
    .where('digest', '=', digestOf(token))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function revokeInvitation(
  db: Db,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await pendingUpdate(db, now).where('id', '=', id).executeTakeFirst()
  return numUpdatedRows > 0n
}

interface LostAuthority {
  readonly target: InvitationTarget
  /** The subject of the inviter. */
  readonly inviter: string
  /** Roles that the inviter can still give. */
  readonly kept: readonly string[]
  readonly now: Date
}

/** Voids what somebody could not give any more. */
export async function revokeInvitationsBy(db: Db, { target, inviter, kept, now }: LostAuthority): Promise<void> {
  let query = pendingUpdate(db, now)
    .where('kind', '=', target.kind)
    .where('target', '=', target.id)
    .where(sql<string>`inviter ->> 'id'`, '=', inviter)
  if (kept.length > 0) query = query.where('role', 'not in', [...kept])
  await query.execute()
}

/** Removes every invitation to something that is deleted. */
export async function removeInvitationsTo(db: Db, { kind, id }: InvitationTarget): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('environment_id', '=', db.environmentId)
    .where('kind', '=', kind)
    .where('target', '=', id)
    .execute()
}
