import type { Hono, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { newToken } from '#platform/crypto'
import {
  answerPage,
  cookieNames,
  csrfToken,
  endpoint,
  isCsrfTokenRight,
  isForeignPost,
  openCursor,
  pageOf,
  readCookie,
  readForm,
  sealCursor,
  setCookie,
  success,
  SuccessEnvelope,
  successOf,
  type AppEnv,
  type Form,
  type FormBinding,
  type Page,
  type RequestContext,
} from '#platform/http'
import { translator } from '#platform/i18n'
import { countAgainst, networkOf, readBucket } from '#platform/rate-limits'
import { findConsoleSession, startConsoleSession, type ConsoleSession } from '#flows/console'
import { answerErrorPage, frameFor, localeFor, renderPage } from '#flows/pages'
import { parseAdministrator } from '#flows/setup'
import { guarded } from '#flows/signin'
import { findBusinessName } from '#domain/installation'
import { parseEmailAddress } from '#domain/identities'
import { listInvitations, type Invitation } from '#domain/invitations'
import { openTeam, TeamListQuery } from '#domain/team'
import { findAccount } from '#domain/users'
import { acceptAs, acceptWithNewAccount, readInvitation, type Acceptance } from './accept.ts'
import { inviteMember, resendInvitation, takeInvitationBack } from './invite.ts'
import {
  AcceptInvitationPage,
  InvitationGonePage,
  NewAccountPage,
  SignInToAcceptPage,
  type InvitationSummary,
  type NewAccountPageProps,
} from './pages/invitation-page.tsx'
import { invitationIdOf, InvitationParams, InvitationView, invitationViewOf, NewInvitationBody } from './schema.ts'

const API = '/api/v1/team/invitations'
const ONE = `${API}/{invitation_id}` as const
const TAG = 'Team'
const OWN = 'Not part of the published contract: an operation of our own.'
const CHANGING = `Applications can do this in the production environment only. ${OWN}`
const REFUSED = { 403: ['PRODUCTION_APPLICATION_ONLY', 'ROLE_EXCEEDS_YOURS'] } as const
const FULL = { 429: ['TOO_MANY_INVITATIONS'] } as const

const creation = endpoint({
  method: 'post',
  path: API,
  operationId: 'createTeamInvitation',
  tag: TAG,
  summary: 'Invite somebody to the team',
  description:
    'Mails a link that works once, within seven days, for this address and role. Nobody can give a role that allows more ' +
    `than they may; the invitation is void as soon as they may not any more. ${CHANGING}`,
  scope: 'create:team',
  body: NewInvitationBody,
  answers: [201, successOf({ invitation: InvitationView })],
  errors: { ...REFUSED, ...FULL, 400: ['INVALID_EMAIL'], 409: ['ALREADY_A_MEMBER', 'INVITATION_EXISTS'] },
  async handle(ctx, { body, actor }) {
    return success({ invitation: invitationViewOf(await inviteMember(ctx, { ...body, actor })) })
  },
})

const Place = z.tuple([z.uuid()])

const listing = endpoint({
  method: 'get',
  path: API,
  operationId: 'getTeamInvitations',
  tag: TAG,
  summary: 'List the pending invitations to the team',
  description: `Those that nobody has accepted or revoked; expired ones can be sent again. ${OWN}`,
  scope: 'read:team',
  query: TeamListQuery,
  answers: [200, successOf({ invitations: z.array(InvitationView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle(ctx, { query: { page_size: size, next_token: token } }) {
    const list = { operation: 'getTeamInvitations', filter: {} }
    const after = token === undefined ? undefined : openCursor(ctx.sealer, list, { cursor: token, position: Place })[0]
    const rows = await openTeam(ctx, ({ db, businessId: id }) =>
      listInvitations(db, { target: { kind: 'team', id }, after, limit: size + 1 }),
    )
    const { page, last } = pageOf(rows, size)
    return success({
      invitations: page.map(invitationViewOf),
      ...(last ? { next_token: sealCursor(ctx.sealer, list, [last.id]) } : {}),
    })
  },
})

const resending = endpoint({
  method: 'post',
  path: `${ONE}/resend`,
  operationId: 'resendTeamInvitation',
  tag: TAG,
  summary: 'Mail an invitation to the team again',
  description: `The new link works for seven days, and the one before works no more. ${CHANGING}`,
  scope: 'create:team',
  params: InvitationParams,
  answers: [200, SuccessEnvelope],
  errors: { ...REFUSED, ...FULL, 404: ['INVITATION_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await resendInvitation(ctx, { id: invitationIdOf(params.invitation_id), actor })
    return success()
  },
})

const revocation = endpoint({
  method: 'delete',
  path: ONE,
  operationId: 'revokeTeamInvitation',
  tag: TAG,
  summary: 'Revoke an invitation to the team',
  description: CHANGING,
  scope: 'delete:team',
  params: InvitationParams,
  answers: [200, SuccessEnvelope],
  errors: { ...REFUSED, 404: ['INVITATION_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await takeInvitationBack(ctx, { id: invitationIdOf(params.invitation_id), actor })
    return success()
  },
})

export const invitationRoutes = [creation, listing, resending, revocation]

/** Wrong links per network: the secret has 256 bits, so this is about noise, not about guessing. */
const MOST_WRONG_LINKS = 20
const WRONG_LINKS_SECONDS = 60
const PAGE = '/console/invitation/:token'

/** The pages behind the link of an invitation, below the console so that its sign-in leads back to them. */
export function mountInvitations(app: Hono<AppEnv>): void {
  app.use(PAGE, controlOnly)
  app.get(PAGE, (c) => guarded(c, () => withInvitation(c, (invitation) => show(c, invitation, {}))))
  app.post(PAGE, (c) => guarded(c, () => take(c)))
}

const controlOnly: MiddlewareHandler<AppEnv> = async (c, next) =>
  c.var.ctx.environment.kind === 'control' ? next() : c.notFound()

const tokenOf = (c: RequestContext) => c.req.param('token') ?? ''

async function withInvitation(
  c: RequestContext,
  work: (invitation: Invitation) => Promise<Response>,
): Promise<Response> {
  const { db, clock, requester } = c.var.ctx
  const bucket = `invitation_link:${networkOf(requester.ip)}`
  const wrong = await readBucket(db, { bucket, now: clock() })
  if (wrong && wrong.count >= MOST_WRONG_LINKS) {
    const retryAfterSeconds = Math.max(1, Math.ceil((wrong.endsAt.getTime() - clock().getTime()) / 1000))
    return answerErrorPage(c, { kind: 'rate_limited', retryAfterSeconds, scope: 'network' })
  }
  const invitation = await readInvitation(c.var.ctx, tokenOf(c))
  if (invitation) return work(invitation)
  await countAgainst(db, { bucket, windowSeconds: WRONG_LINKS_SECONDS, now: clock() })
  return showEnd(c, 'gone')
}

interface State {
  readonly isFormExpired?: boolean
  readonly isConsentMissing?: boolean
  readonly typed?: Pick<NewAccountPageProps, 'givenName' | 'familyName' | 'problems'>
}

/** Asks the administrator who is signed in; an account of the address to sign in; or somebody new for a password. */
async function show(c: RequestContext, invitation: Invitation, state: State): Promise<Response> {
  const { ctx } = c.var
  const found = await findConsoleSession(c)
  const isSignInWanted = c.req.query('account') === 'other'
  const browser = readCookie(c, cookieNames(ctx).setup) ?? newToken()
  setCookie(c, { name: cookieNames(ctx).setup, value: browser })
  const path = c.req.path
  const problem = state.isFormExpired === true ? ({ problem: 'form_expired' } as const) : {}
  const asked = await askedOf(c, invitation)
  const signInHref = `/console/sign-in?reauthenticate=true&return_to=${encodeURIComponent(path)}`
  const target = { action: path, fields: { csrf: csrfToken(c, bindingOf(c, browser, found)) } }
  const account = await findAccount(ctx.db, { kind: 'email', normalized: invitation.emailNormalized })
  const isWrong = Object.keys(state).length > 0
  const html = (nonce: string) => {
    const frame = { ...frameFor(c, { nonce, path }), ...problem, asked, signInHref }
    if (found && !isSignInWanted) {
      const signedInAs = found.person.email ?? ''
      const isOtherAddress = isOther(found, invitation)
      const { isConsentMissing } = state
      const more = { signedInAs, isOtherAddress, isConsentMissing, otherAccountHref: `${path}?account=other` }
      return renderPage(AcceptInvitationPage, { ...frame, ...target, ...more })
    }
    if (account) return renderPage(SignInToAcceptPage, frame)
    return renderPage(NewAccountPage, { ...frame, ...target, ...state.typed })
  }
  return answerPage(c, { status: isWrong ? 400 : 200, html, isIsolated: true })
}

async function askedOf(c: RequestContext, invitation: Invitation): Promise<InvitationSummary> {
  const t = translator(c.var.ctx.catalogue, localeFor(c))
  const business = (await findBusinessName(c.var.ctx, invitation.target.id)) ?? ''
  const role = t(`team_role.${invitation.role}`)
  return { business, role, inviter: invitation.inviter.name, email: invitation.email }
}

function isOther({ person }: ConsoleSession, { emailNormalized }: Invitation): boolean {
  return parseEmailAddress(person.email ?? '')?.normalized !== emailNormalized
}

/** Binds the form to this browser, this link, and whoever is signed in: it is the account on the page that accepts. */
function bindingOf(c: RequestContext, browser: string, found: ConsoleSession | undefined): FormBinding {
  return { purpose: 'invitation.csrf', parts: [tokenOf(c), browser, found?.session.id ?? ''] }
}

async function take(c: RequestContext): Promise<Response> {
  if (isForeignPost(c, c.var.ctx.issuer)) {
    return answerErrorPage(c, { kind: 'bad_request', status: 403, code: 'FOREIGN_POST' })
  }
  const form = await readForm(c)
  return withInvitation(c, async (invitation) => {
    const found = await findConsoleSession(c)
    const browser = readCookie(c, cookieNames(c.var.ctx).setup)
    const isOwn = browser !== undefined && isCsrfTokenRight(c, form, bindingOf(c, browser, found))
    if (!isOwn) return show(c, invitation, { isFormExpired: true, typed: typedIn(form) })
    return found ? acceptSignedIn(c, { form, invitation, found }) : createAndAccept(c, form, invitation)
  })
}

interface AcceptanceRequest {
  readonly form: Form
  readonly invitation: Invitation
  readonly found: ConsoleSession
}

async function acceptSignedIn(c: RequestContext, { form, invitation, found }: AcceptanceRequest): Promise<Response> {
  if (isOther(found, invitation) && form.fields.get('consent') !== 'true') {
    return show(c, invitation, { isConsentMissing: true })
  }
  const outcome = await acceptAs(c.var.ctx, { token: tokenOf(c), userId: found.session.userId })
  return outcome === 'accepted' ? c.redirect('/console', 303) : showEnd(c, outcome)
}

function typedIn({ fields }: Form) {
  return { givenName: fields.get('given_name'), familyName: fields.get('family_name') }
}

async function createAndAccept(c: RequestContext, form: Form, invitation: Invitation): Promise<Response> {
  const { ctx } = c.var
  const fields = new Map([...form.fields, ['email', invitation.email]])
  const parsed = parseAdministrator({ fields }, ctx.passwords)
  if ('problems' in parsed) return show(c, invitation, { typed: { ...typedIn(form), problems: parsed.problems } })
  const { outcome, userId } = await acceptWithNewAccount(ctx, tokenOf(c), parsed.administrator)
  // Somebody has made an account with the address meanwhile: its owner signs in.
  if (outcome === 'email_taken') return c.redirect(c.req.path, 303)
  if (outcome !== 'accepted' || userId === undefined) return showEnd(c, outcome)
  await startConsoleSession(c, userId)
  return c.redirect('/console', 303)
}

function showEnd(c: RequestContext, outcome: Acceptance): Response {
  const isMember = outcome === 'already_member'
  const status: Page['status'] = isMember ? 409 : 410
  const html = (nonce: string) => renderPage(InvitationGonePage, { ...frameFor(c, { nonce }), isMember })
  return answerPage(c, { status, html, isIsolated: true })
}
