import type { Context } from '#platform/context'
import { organizationLayer, settingsFor } from '#domain/settings'
import { noSuchOrganization } from './organization.ts'
import { findLookOfOrganization, listLooksOfMemberships, type StoredLook } from './sign-in-views.ts'

/** How mail to a member looks: the sender, where somebody names one, and the picture above the text. */
export interface MailLook {
  readonly senderName: string | undefined
  /** Only where the environment has a mail server of its own, which may send for it (O4-11). */
  readonly senderEmail: string | undefined
  readonly logoUrl: string | undefined
}

type LookContext = Pick<Context, 'db' | 'environment' | 'issuer'>

/** Nobody's id: for an unknown address the same is asked, so that it takes the same time (ATO-10). */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * How mail to a member looks (O4-10, X4-4): as the organization says that they go to, or else the only one they are in.
 * Its sender counts with advanced features only (O4-4). As the environment says where it could be either of several, or where they are in none.
 */
export async function findMailLook(
  ctx: LookContext,
  { userId = NOBODY, code }: { readonly userId: string | undefined; readonly code: string | undefined },
): Promise<MailLook> {
  const [only, another] = await listLooksOfMemberships(ctx.db, { userId, code, limit: 2 })
  return lookOf(ctx, another === undefined ? only : undefined)
}

/** How mail to the members of an organization looks, or without a code to people of none. @throws {NotFound} */
export async function readMailLook(ctx: LookContext, code: string | undefined): Promise<MailLook> {
  if (code === undefined) return lookOf(ctx, undefined)
  const organization = await findLookOfOrganization(ctx.db, code)
  if (!organization) throw noSuchOrganization()
  return lookOf(ctx, organization)
}

function lookOf({ environment, issuer }: LookContext, organization: StoredLook | undefined): MailLook {
  const { settings, hasMailServer, logos } = environment
  const { values, origins } = settingsFor({
    environment: settings,
    organization: organization && organizationLayer(organization),
  })
  const isOwnAddress = hasMailServer && origins.senderEmail === 'organization'
  const own = organization?.logoDigest
  return {
    senderName: values.senderName ?? undefined,
    senderEmail: isOwnAddress ? (values.senderEmail ?? undefined) : undefined,
    logoUrl: own
      ? `${issuer}/logo?p_org_code=${organization.code}&cache=${own}`
      : logos?.light && `${issuer}/logo?cache=${logos.light}`,
  }
}
