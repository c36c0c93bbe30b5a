import type { Context } from '#platform/context'
import type { AuthorizationRequest, OrganizationChoice } from '#flows/engine'
import type { Application } from '#domain/applications'
import { findOrganizationProfile } from '#domain/organizations'
import { findPasskey, hasRefusedPasskey, listPasskeysAt, relyingPartyOf } from '#domain/passkeys'
import { withOrganization, type Settings } from '#domain/settings'
import type { PasskeyFact } from './fact.ts'
import type { PasskeySituation } from './passkey-situation.ts'

type ReadContext = Pick<Context, 'db' | 'issuer'>

interface Circumstances {
  readonly facts: PasskeyFact
  readonly application: Application
  readonly request: AuthorizationRequest
}

/**
 * Reads what is known of passkeys before the person is: the policy of the environment, or of the organization that the
 * request names. Undefined where the host can have no passkeys.
 */
export async function readPasskeys(
  ctx: ReadContext,
  { facts, application, request }: Circumstances,
): Promise<PasskeySituation | undefined> {
  const relyingParty = relyingPartyOf(ctx)
  if (!relyingParty) return undefined
  const { passkeyPolicy: policy } = await readPolicies(ctx, application, request.further['org_code'])
  const { provenPasskey } = facts
  const shown = provenPasskey && (await findPasskey(ctx.db, provenPasskey))
  return { relyingParty, policy, shown: shown?.rpId === relyingParty.id ? shown : undefined }
}

interface Proven {
  readonly application: Application
  readonly userId: string | undefined
  readonly organization: OrganizationChoice
}

/** Adds the passkeys of a person who has proven who they are, and the policy of the organization that they enter. */
export async function readOwnPasskeys(
  ctx: ReadContext,
  passkeys: PasskeySituation,
  { application, userId, organization }: Proven,
): Promise<PasskeySituation> {
  const code = organization.kind === 'enter' ? organization.organization.code : undefined
  const { passkeyPolicy: policy, mfaFactors } = await readPolicies(ctx, application, code)
  if (policy === 'off' && !mfaFactors.includes('passkey')) return { ...passkeys, policy }
  if (userId === undefined) return { ...passkeys, policy, owned: { here: [], hasRefused: false } }
  const here = await listPasskeysAt(ctx.db, { userId, rpId: passkeys.relyingParty.id })
  const hasRefused = here.length === 0 && policy !== 'mandatory' && (await hasRefusedPasskey(ctx.db, userId))
  return { ...passkeys, policy, owned: { here, hasRefused } }
}

async function readPolicies(
  { db }: ReadContext,
  { settings }: Application,
  code: string | undefined,
): Promise<Pick<Settings, 'passkeyPolicy' | 'mfaFactors'>> {
  const organization = code ? await findOrganizationProfile(db, code) : undefined
  return organization ? withOrganization(settings, organization).values : settings.values
}
