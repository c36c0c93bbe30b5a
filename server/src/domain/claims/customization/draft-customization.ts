import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import type { Application } from '#domain/applications'
import { ACCESS_TOKEN_CLAIMS, ID_TOKEN_CLAIMS, M2M_TOKEN_CLAIMS, type Settings } from '#domain/settings'
import type { TokenKind } from '../read-selected-properties.ts'
import { checkSelectable } from './check-selectable.ts'

/** A choice for tokens of one kind that is not saved; an absent field is as it was saved. */
export interface CustomizationDraft {
  readonly claims?: readonly string[] | undefined
  readonly propertyIds?: readonly string[] | undefined
  readonly isOrgCodesIncluded?: boolean | undefined
  readonly isApiScopesInPermissions?: boolean | undefined
  readonly isHasuraMappingEnabled?: boolean | undefined
}

const CLAIMS = { access: ACCESS_TOKEN_CLAIMS, id: ID_TOKEN_CLAIMS, m2m: M2M_TOKEN_CLAIMS }

/**
 * Returns the application as it would be if the draft were saved, so that its tokens can be looked at before.
 *
 * @throws {NotFound} `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `TOKEN_CLAIM_NOT_SUPPORTED`, `PROPERTY_PRIVATE`, `PROPERTY_NOT_SUPPORTED`
 */
export async function draftCustomization(
  { db }: Pick<Context, 'db'>,
  application: Application,
  { kind, draft }: { readonly kind: TokenKind; readonly draft: CustomizationDraft },
): Promise<Application> {
  const { claims, propertyIds } = draft
  const unknown = claims?.find((name) => !CLAIMS[kind].some((known) => known === name))
  if (unknown !== undefined) {
    throw new InvalidInput('TOKEN_CLAIM_NOT_SUPPORTED', `${unknown} is no claim that tokens of this kind can add.`)
  }
  if (propertyIds) await checkSelectable({ db }, application.id, [{ kind, propertyIds }])
  const { values } = application.settings
  const { isApiScopesInPermissions = values.isApiScopesInPermissions } = draft
  const { isHasuraMappingEnabled = values.isHasuraMappingEnabled } = draft
  const common = { ...values, isApiScopesInPermissions, isHasuraMappingEnabled }
  return { ...application, settings: { ...application.settings, values: withChoice(common, kind, draft) } }
}

function withChoice(values: Settings, kind: TokenKind, draft: CustomizationDraft): Settings {
  const { claims, propertyIds } = draft
  const isAdded = (name: string) => claims?.includes(name) === true
  switch (kind) {
    case 'access':
      return {
        ...values,
        accessTokenClaims: claims ? ACCESS_TOKEN_CLAIMS.filter(isAdded) : values.accessTokenClaims,
        accessTokenProperties: [...(propertyIds ?? values.accessTokenProperties)],
      }
    case 'id': {
      const kept = claims ? ID_TOKEN_CLAIMS.filter(isAdded) : values.idTokenClaims
      const { isOrgCodesIncluded = kept.includes('org_codes') } = draft
      return {
        ...values,
        idTokenClaims: ID_TOKEN_CLAIMS.filter((name) =>
          name === 'org_codes' ? isOrgCodesIncluded : kept.includes(name),
        ),
        idTokenProperties: [...(propertyIds ?? values.idTokenProperties)],
      }
    }
    case 'm2m':
      return {
        ...values,
        m2mTokenClaims: claims ? M2M_TOKEN_CLAIMS.filter(isAdded) : values.m2mTokenClaims,
        m2mTokenProperties: [...(propertyIds ?? values.m2mTokenProperties)],
      }
  }
}
