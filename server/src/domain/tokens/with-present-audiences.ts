import type { Context } from '#platform/context'
import { presentAudiences } from '#domain/resource-servers'
import type { GrantSnapshot } from './views.ts'

/**
 * A grant with those of its APIs that the application may still ask for. An access token from before it was last
 * authorised is out of date, just like one whose claims changed.
 */
export async function withPresentAudiences<G extends GrantSnapshot>(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  grant: G,
): Promise<G> {
  if (grant.audiences.length === 0) return grant
  const { audiences, since } = await presentAudiences(ctx, grant)
  const { subject } = grant
  const claimsChangedAt = since && since > subject.claimsChangedAt ? since : subject.claimsChangedAt
  return { ...grant, audiences, subject: { ...subject, claimsChangedAt } }
}
