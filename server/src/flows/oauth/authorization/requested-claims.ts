import { z } from 'zod'
import { OAuthError } from '../errors.ts'

/** The request for one claim; null requests it without conditions (OIDC Core section 5.5.1). */
const ClaimRequest = z
  .object({ essential: z.boolean().optional(), value: z.unknown().optional(), values: z.array(z.unknown()).optional() })
  .nullable()
const Wishes = z.record(z.string(), ClaimRequest)

/** Members with other names belong to extensions, and are ignored (OIDC Core section 5.5). */
const ClaimsParameter = z.object({ userinfo: Wishes.nullish(), id_token: Wishes.nullish() })

type ClaimRequest = z.infer<typeof ClaimRequest>

/** The `claims` parameter: the names that it requests, and the users that it accepts. */
export interface ClaimsParameter {
  readonly idToken: readonly string[]
  readonly userinfo: readonly string[]
  /** The only subjects that an answer may be about; undefined allows any. */
  readonly subjects: readonly string[] | undefined
  /** The only levels of authentication that an answer may have (OIDC Core section 5.5.1.1); undefined allows any. */
  readonly essentialAcr: readonly string[] | undefined
}

/** The most names that are stored. There are fewer claims than that. */
const MOST_NAMES = 32

/**
 * Parses the parameter.
 *
 * @throws {OAuthError} `invalid_request` where it is no JSON, or has another form than section 5.5 defines
 */
export function readClaimsParameter(text: string | undefined): ClaimsParameter | undefined {
  if (text === undefined) return undefined
  const parsed = ClaimsParameter.safeParse(parseJson(text))
  if (!parsed.success) throw new OAuthError('invalid_request', 'claims is malformed.')
  const idToken = new Map(Object.entries(parsed.data.id_token ?? {}))
  const userinfo = new Map(Object.entries(parsed.data.userinfo ?? {}))
  return {
    idToken: namesIn(idToken),
    userinfo: namesIn(userinfo),
    subjects: valuesIn([idToken.get('sub'), userinfo.get('sub')]),
    essentialAcr: essentialIn(idToken.get('acr')),
  }
}

function namesIn(wishes: ReadonlyMap<string, ClaimRequest>): string[] {
  return [...wishes.keys()].filter((name) => /^[\w.:/#-]{1,64}$/.test(name)).slice(0, MOST_NAMES)
}

/** Returns the values that every one of these requests allows, by `value` and `values`; only text counts. */
function valuesIn(wishes: readonly (ClaimRequest | undefined)[]): string[] | undefined {
  const limits = wishes.flatMap((wish) => [
    ...(wish?.value === undefined ? [] : [[wish.value]]),
    ...(wish?.values === undefined ? [] : [wish.values]),
  ])
  const [first, ...others] = limits
  return first?.flatMap((one) => (typeof one === 'string' && others.every((other) => other.includes(one)) ? [one] : []))
}

/** Returns the values of an essential claim. Without any it accepts every value, so the claim may also be absent. */
function essentialIn(wish: ClaimRequest | undefined): string[] | undefined {
  const isLimited = wish?.essential === true && (wish.value !== undefined || wish.values !== undefined)
  return isLimited ? valuesIn([wish]) : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
