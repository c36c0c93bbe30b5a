import type { Answer, Body, Parameters } from '@gatehouse/api-client'

export type Customization = Answer<'getTokenCustomization'>['token_customization']

export const TOKEN_KINDS = ['access_token', 'id_token', 'm2m_token'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

export function isTokenKind(text: string): text is TokenKind {
  return TOKEN_KINDS.some((kind) => kind === text)
}

/** Claims that can be added. `org_codes` has a switch of its own: nothing that is added takes it away. */
export const CLAIMS = {
  access_token: ['org_name', 'roles', 'email', 'external_organization_id'],
  id_token: ['organizations'],
  m2m_token: ['feature_flags'],
} as const

/** The contexts whose properties tokens of each kind can carry. */
export const CONTEXTS = {
  access_token: ['usr', 'org', 'app'],
  id_token: ['usr', 'org'],
  m2m_token: ['app'],
} as const

/** The content of tokens of one kind, as it is chosen on the page. */
export interface TokenChoice {
  readonly claims: readonly string[]
  /** Ids. */
  readonly properties: readonly string[]
  readonly isOrgCodesIncluded: boolean
  readonly isApiScopesIncluded: boolean
}

/** Returns what is saved; properties that became private are left out, as tokens leave them out. */
export function choiceOf(customization: Customization, kind: TokenKind): TokenChoice | undefined {
  const saved = customization[kind]
  if (!saved) return undefined
  return {
    claims: CLAIMS[kind].filter((name) => saved.claims.includes(name)),
    properties: saved.properties.filter(({ is_private }) => !is_private).map(({ id }) => id),
    isOrgCodesIncluded: 'include_org_codes' in saved && saved.include_org_codes,
    isApiScopesIncluded: 'include_api_scopes_in_permissions' in saved && saved.include_api_scopes_in_permissions,
  }
}

export function isSameChoice(one: TokenChoice, other: TokenChoice): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

function inOrder({ claims, properties, ...flags }: TokenChoice) {
  return [claims.toSorted(), properties.toSorted(), flags]
}

/** Returns the body that saves a choice for one kind, and the other kinds as they are. */
export function bodyOf(
  customization: Customization,
  changed: { readonly kind: TokenKind; readonly choice: TokenChoice },
): Body<'replaceTokenCustomization'> {
  const of = (kind: TokenKind) => (kind === changed.kind ? changed.choice : choiceOf(customization, kind))
  const access = of('access_token')
  const id = of('id_token')
  const m2m = of('m2m_token')
  return {
    ...(access && {
      access_token: {
        claims: CLAIMS.access_token.filter((name) => access.claims.includes(name)),
        properties: [...access.properties],
        include_api_scopes_in_permissions: access.isApiScopesIncluded,
      },
    }),
    ...(id && {
      id_token: {
        claims: CLAIMS.id_token.filter((name) => id.claims.includes(name)),
        properties: [...id.properties],
        include_org_codes: id.isOrgCodesIncluded,
      },
    }),
    ...(m2m && {
      m2m_token: {
        claims: CLAIMS.m2m_token.filter((name) => m2m.claims.includes(name)),
        properties: [...m2m.properties],
      },
    }),
  }
}

/** Returns the parameters of a preview that show a choice before it is saved. */
export function draftOf(kind: TokenKind, choice: TokenChoice): Partial<Parameters<'previewToken'>> {
  return {
    kind,
    claims: choice.claims.join(' '),
    properties: choice.properties.join(' '),
    ...(kind === 'id_token' && { include_org_codes: choice.isOrgCodesIncluded }),
    ...(kind === 'access_token' && { include_api_scopes_in_permissions: choice.isApiScopesIncluded }),
  }
}
