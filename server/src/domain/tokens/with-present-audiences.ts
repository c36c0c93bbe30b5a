import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { presentAudiences, type TokenTyp } from '#domain/resource-servers'
import type { GrantSnapshot } from './views.ts'

/** A grant as its tokens are made of it now: the APIs they are for, and what their header says. */
export type PresentGrant<G extends GrantSnapshot> = G & { readonly tokenTyp: TokenTyp }

/**
 * A grant with those of its APIs that the application may still ask for, or of these the ones that `resources` names. An
 * access token from before it was last authorised is out of date, just like one whose claims changed.
 *
 * @throws {InvalidInput} `INVALID_TARGET` where `resources` names another (RFC 8707 section 2.2)
 */
export async function withPresentAudiences<G extends GrantSnapshot>(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  found: G,
  resources: readonly string[] = [],
): Promise<PresentGrant<G>> {
  const grant = narrowedTo(found, resources)
  if (grant.audiences.length === 0) return { ...grant, tokenTyp: 'JWT' }
  const { audiences, since, tokenTyp } = await presentAudiences(ctx, grant)
  if (resources.length > 0 && audiences.length < grant.audiences.length) throw invalidTarget()
  const { subject } = grant
  const claimsChangedAt = since && since > subject.claimsChangedAt ? since : subject.claimsChangedAt
  return { ...grant, audiences, tokenTyp, subject: { ...subject, claimsChangedAt } }
}

function narrowedTo<G extends GrantSnapshot>(grant: G, resources: readonly string[]): G {
  if (resources.length === 0) return grant
  if (!resources.every((resource) => grant.audiences.includes(resource))) throw invalidTarget()
  return { ...grant, audiences: grant.audiences.filter((audience) => resources.includes(audience)) }
}

function invalidTarget(): InvalidInput {
  return new InvalidInput('INVALID_TARGET', 'A resource is not among those that were granted.')
}
