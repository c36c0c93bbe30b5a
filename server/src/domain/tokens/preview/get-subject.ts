import { InvalidInput } from '#platform/errors'
import type { Application } from '#domain/applications'
import {
  propertyIdsOf,
  type Subject,
  type Authority,
  type CustomizationDraft,
  isStillMember,
  findSubject,
  type TokenKind,
} from '#domain/claims'
import { noSuchOrganization, findOrganizationByCode } from '#domain/organizations'
import { noSuchUser } from '#domain/users'
import type { Context } from '#platform/context'

export interface PreviewSubject {
  readonly subject: Subject
  readonly authority: Authority
}

export async function getSubject(
  { db }: PreviewContext,
  application: Application,
  { userId, organizationCode, audiences }: Omit<PreviewRequest, 'applicationId' | 'draft'>,
): Promise<PreviewSubject> {
  if (userId === undefined) throw new InvalidInput('USER_REQUIRED', 'Say which user: user_id.')
  const organization = organizationCode === undefined ? undefined : await findOrganizationByCode(db, organizationCode)
  if (organizationCode !== undefined && !organization) throw noSuchOrganization()
  const propertyIds = propertyIdsOf(application)
  const key = { userId, organizationId: organization?.id, audiences, propertyIds }
  const found = await findSubject(db, key)
  if (!found) throw noSuchUser()
  if (isStillMember(found.subject)) return found
  throw new InvalidInput('NOT_A_MEMBER', 'The user is no member of this organization.')
}

export type PreviewContext = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>
/** The token to preview: its user, organization, scopes and audiences. */
export interface PreviewRequest {
  readonly applicationId: string
  readonly kind: TokenKind
  readonly userId: string | undefined
  readonly organizationCode: string | undefined
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  /** The token customization in place of the saved one. */
  readonly draft: CustomizationDraft
}
