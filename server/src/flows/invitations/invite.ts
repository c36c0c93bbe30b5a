import type { Context } from '#platform/context'
import { newToken, openSealer } from '#platform/crypto'
import { Conflict, InvalidInput, NotFound, TooManyRequests } from '#platform/errors'
import type { Actor } from '#platform/http'
import { directionOf, negotiateLocale, translator } from '#platform/i18n'
import { isId } from '#platform/ids'
import { queueMail } from '#platform/mail'
import { apiAuthor, recordEvent } from '#platform/outbox'
import { countAgainst } from '#platform/rate-limits'
import { invitationMail } from '#flows/mails'
import { readApplication } from '#domain/applications'
import { readControlEnvironment } from '#domain/environments'
import { parseEmailAddress } from '#domain/identities'
import {
  endExpired,
  findInvitation,
  insertInvitation,
  renewInvitation,
  revokeInvitation,
  type Invitation,
  type Inviter,
} from '#domain/invitations'
import { settingsFor } from '#domain/settings'
import { checkGivable, checkMayChangeTeam, isMemberAddress, isTeamRole, lockTeam, openTeam } from '#domain/team'
import type { TeamPlace, TeamRole } from '#domain/team'

const DAY_SECONDS = 86_400
/** Mails of one business a day, and to one address a day from all of them: nobody's mailbox is to be filled. */
const MOST_OF_BUSINESS = 100
const MOST_TO_ADDRESS = 5

/**
 * Invites an address to the team of this business, by mail.
 *
 * @throws {InvalidInput} `INVALID_EMAIL`
 * @throws {Forbidden} `ROLE_EXCEEDS_YOURS`, `PRODUCTION_APPLICATION_ONLY`
 * @throws {Conflict} `ALREADY_A_MEMBER`, `INVITATION_EXISTS`
 * @throws {TooManyRequests} `TOO_MANY_INVITATIONS`
 */
export async function inviteMember(
  ctx: Context,
  { email: typed, role, actor }: { readonly email: string; readonly role: TeamRole; readonly actor: Actor },
): Promise<Invitation> {
  checkMayChangeTeam(ctx, actor)
  const email = parseEmailAddress(typed)
  if (!email) throw new InvalidInput('INVALID_EMAIL', 'That is no email address that can be used here.')
  await countMails(ctx, email.normalized)
  const inviter = await inviterOf(ctx, actor)
  const token = newToken()
  return openTeam(ctx, async (place) => {
    const now = ctx.clock()
    const target = { kind: 'team', id: place.businessId } as const
    await lockTeam(place)
    await checkGivable(place, { actor, scope: 'create:team' }, role)
    if (await isMemberAddress(place, email.normalized)) {
      throw new Conflict('ALREADY_A_MEMBER', 'Somebody with this address is on the team.')
    }
    await endExpired(place.db, { target, now })
    const invitation = await insertInvitation(place.db, {
      target,
      role,
      email,
      inviter,
      token,
      now,
    })
    await tell(ctx, place, { invitation, actor, type: 'team.member_invited' })
    await send(ctx, place, { invitation, token })
    return invitation
  })
}

/**
 * Mails a pending invitation once more, with another link.
 *
 * @throws {NotFound} `INVITATION_NOT_FOUND` and as `inviteMember`
 */
export async function resendInvitation(ctx: Context, { id, actor }: Target): Promise<void> {
  checkMayChangeTeam(ctx, actor)
  const token = newToken()
  const found = await openTeam(ctx, (place) => findOrRefuse(place, id))
  await countMails(ctx, found.emailNormalized)
  await openTeam(ctx, async (place) => {
    await lockTeam(place)
    const invitation = await findOrRefuse(place, id)
    await checkGivable(place, { actor, scope: 'create:team' }, roleOf(invitation))
    await renewInvitation(place.db, { id: invitation.id, token, now: ctx.clock() })
    await tell(ctx, place, { invitation, actor, type: 'team.invitation_resent' })
    await send(ctx, place, { invitation, token })
  })
}

/**
 * Takes a pending invitation back.
 *
 * @throws {NotFound} `INVITATION_NOT_FOUND`
 */
export async function takeInvitationBack(ctx: Context, { id, actor }: Target): Promise<void> {
  checkMayChangeTeam(ctx, actor)
  await openTeam(ctx, async (place) => {
    await lockTeam(place)
    const invitation = await findOrRefuse(place, id)
    await checkGivable(place, { actor, scope: 'delete:team' }, roleOf(invitation))
    await revokeInvitation(place.db, { id: invitation.id, now: ctx.clock() })
    await tell(ctx, place, { invitation, actor, type: 'team.invitation_revoked' })
  })
}

interface Target {
  readonly id: string
  readonly actor: Actor
}

export function roleOf({ role }: Invitation): TeamRole {
  if (!isTeamRole(role)) throw new Error('an invitation to a team has a role of teams')
  return role
}

async function findOrRefuse({ db, businessId }: TeamPlace, id: string): Promise<Invitation> {
  const target = { kind: 'team', id: businessId } as const
  const found = isId(id) ? await findInvitation(db, { target, id }) : undefined
  if (!found) throw new NotFound('INVITATION_NOT_FOUND', 'No such pending invitation.')
  return found
}

async function inviterOf(ctx: Context, { type, id, email }: Actor): Promise<Inviter> {
  if (type === 'administrator') return { type, id, name: email ?? id }
  const application = await readApplication(ctx, id)
  return { type, id, environmentId: ctx.environment.id, name: application?.name ?? id }
}

async function countMails(ctx: Context, address: string): Promise<void> {
  const control = await readControlEnvironment(ctx)
  const db = ctx.database.environment(control.id, control.businessId)
  const limits = [
    [`invitations:${ctx.environment.businessId}`, MOST_OF_BUSINESS],
    [`invited:${address}`, MOST_TO_ADDRESS],
  ] as const
  const now = ctx.clock()
  for (const [bucket, most] of limits) {
    const { count, endsAt } = await countAgainst(db, { bucket, windowSeconds: DAY_SECONDS, now })
    if (count <= most) continue
    const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1_000))
    throw new TooManyRequests('TOO_MANY_INVITATIONS', 'Too many invitations were mailed today.', seconds)
  }
}

interface InvitationAct {
  readonly invitation: Invitation
  readonly actor: Actor
  readonly type: string
}

async function tell(ctx: Context, place: TeamPlace, { invitation, actor, type }: InvitationAct): Promise<void> {
  const { id, email, role } = invitation
  const payload = { business_id: place.businessId, invitation: { id, email, role } }
  const event = { type, occurredAt: ctx.clock(), ...apiAuthor(actor), subject: id, payload }
  await recordEvent(place.db, event)
}

/** In the transaction that made the invitation, from the installation's sender (T6-2). */
async function send(
  ctx: Context,
  { db }: TeamPlace,
  { invitation, token }: { readonly invitation: Invitation; readonly token: string },
): Promise<void> {
  const control = await readControlEnvironment(ctx)
  const preferred = settingsFor({ environment: control.settings }).values.languageKey ?? undefined
  const locale = negotiateLocale({ preferred, available: ctx.catalogue.locales })
  const t = translator(ctx.catalogue, locale)
  const mail = invitationMail({
    t,
    locale,
    dir: directionOf(locale),
    business: ctx.environment.businessName,
    role: t(`team_role.${invitation.role}`),
    inviter: invitation.inviter.name,
    href: `${control.builtInOrigin}/console/invitation/${token}`,
    sender: control.businessName,
  })
  // Even where the control environment has a mail server of its own.
  const environment = { ...control, hasMailServer: false }
  const sealer = await openSealer(db, ctx.masterKey)
  await queueMail({ ...ctx, db, environment, sealer }, { to: invitation.email, purpose: 'team_invitation', ...mail })
}
