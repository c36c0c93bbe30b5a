import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { clientIdOf, noSuchApplication, readApplication, updateApplication } from '#domain/applications'
import type { TokenKind } from '../read-selected-properties.ts'
import { checkSelectable } from './check-selectable.ts'
import { kindNotSupported, tokenKindsOf } from './token-customization.ts'

/** The content of tokens of one kind; an undefined list means the default. */
export interface KindChoice {
  readonly claims?: readonly string[] | undefined
  readonly propertyIds?: readonly string[] | undefined
}

export interface TokenCustomization {
  readonly kinds: Readonly<Partial<Record<TokenKind, KindChoice>>>
  readonly isApiScopesInPermissions: boolean | undefined
}

const SETTINGS = {
  access: { claims: 'accessTokenClaims', properties: 'accessTokenProperties' },
  id: { claims: 'idTokenClaims', properties: 'idTokenProperties' },
  m2m: { claims: 'm2mTokenClaims', properties: 'm2mTokenProperties' },
} as const

/**
 * Replaces the token customization of an application. Tokens issued from then on follow it; a token that is returned
 * again keeps its content until it ends or its user changes.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `TOKEN_KIND_NOT_SUPPORTED`, `PROPERTY_PRIVATE`, `PROPERTY_NOT_SUPPORTED`
 */
export async function customizeTokens(
  ctx: Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>,
  { applicationId, author }: { readonly applicationId: string; readonly author: Author },
  { kinds, isApiScopesInPermissions }: TokenCustomization,
): Promise<void> {
  const application = await readApplication(ctx, clientIdOf(applicationId))
  if (!application) throw noSuchApplication()
  const supported = tokenKindsOf(application.type)
  for (const kind of kindsIn(kinds)) if (!supported.includes(kind)) throw kindNotSupported(kind)
  if (isApiScopesInPermissions !== undefined && !supported.includes('access')) throw kindNotSupported('access')
  const selected = kindsIn(kinds).map((kind) => ({ kind, propertyIds: kinds[kind]?.propertyIds ?? [] }))
  await checkSelectable(ctx, applicationId, selected)
  const choices: Record<string, unknown> = { isApiScopesInPermissions }
  for (const kind of supported) {
    const { claims, propertyIds } = kinds[kind] ?? {}
    choices[SETTINGS[kind].claims] = claims
    choices[SETTINGS[kind].properties] = propertyIds
  }
  const said = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined))
  const unsaid = Object.keys(choices).filter((name) => choices[name] === undefined)
  await updateApplication(ctx, { applicationId, author }, { settings: { said, unsaid } })
}

function kindsIn(kinds: TokenCustomization['kinds']): readonly TokenKind[] {
  return (['access', 'id', 'm2m'] as const).filter((kind) => kinds[kind] !== undefined)
}
