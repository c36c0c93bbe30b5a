import { z } from 'zod'

/** The validated authorization request (RFC 6749 section 4.1.1); never changes during a flow. */
export const AuthorizationRequest = z.object({
  clientId: z.string(),
  applicationId: z.string(),
  redirectUri: z.string(),
  /** The entry with `{organization.handle}` that the redirect URI is of: it is for one organization only (A2-11). */
  redirectPattern: z.string().optional(),
  scopes: z.array(z.string()),
  audiences: z.array(z.string()),
  /** Scopes of the APIs that were named; absent: none was, which asks for whatever the user has there. */
  apiScopes: z.array(z.string()).optional(),
  prompts: z.array(z.string()),
  state: z.string().optional(),
  nonce: z.string().optional(),
  codeChallenge: z.string().optional(),
  loginHint: z.string().optional(),
  maxAgeSeconds: z.number().optional(),
  /** Claims that were asked for by name (OIDC Core section 5.5). */
  requestedClaims: z.object({ idToken: z.array(z.string()), userinfo: z.array(z.string()) }).optional(),
  /** The only people an answer may speak of: that of an ID token hint, or those of a `sub` in `claims`. */
  expectedSubjects: z.array(z.string()).optional(),
  /** How the answer travels; absent: in the query. */
  responseMode: z.literal('form_post').optional(),
  /** The redirect URI is a page of ours: it learns who signed in from the session, and gets no grant and no code. */
  endsAtOwnPage: z.boolean().optional(),
  /** Parameters that later steps read: organization, invitation, campaign tags and the like. */
  further: z.record(z.string(), z.string()),
})
export type AuthorizationRequest = z.infer<typeof AuthorizationRequest>

/** What has been established so far. */
export const Facts = z.object({
  /** What the person came for; either ends in being signed in. */
  intent: z.enum(['sign_in', 'sign_up']),
  /** The person said that they are not who was shown. */
  isSomebodyElse: z.boolean().optional(),
  /** The address typed, as typed and normalised. */
  address: z.object({ typed: z.string(), normalized: z.string() }).optional(),
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  /** The names were asked for and answered. */
  isProfileGiven: z.boolean().optional(),
  /** What the person said about news; absent where they were not asked. */
  wantsMarketing: z.boolean().optional(),
  /** What the person ticked that they agree to, and when. */
  agreed: z
    .object({ termsUrl: z.string().optional(), privacyUrl: z.string().optional(), at: z.coerce.date() })
    .optional(),
  /** The code on its way, and what it is for. */
  codeSent: z.object({ purpose: z.enum(['sign_in', 'reset']), count: z.number() }).optional(),
  /** The address was proven by a code, beside this password (its mark, or `none`): a proof is void once that changed. */
  codeProvenBeside: z.string().optional(),
  /** The password that was proven, by its mark: of one account, and only while it is that account's. */
  provenPassword: z.string().optional(),
  /** The person forgot the password. */
  isResetWanted: z.boolean().optional(),
  /** The person allowed the application what it asks for. */
  isConsentGiven: z.boolean().optional(),
  /** The code of the organization that the person chose among theirs. */
  organizationChosen: z.string().optional(),
  /** The session that answers for the person, while it lives: they were signed in when they came. */
  sessionId: z.string().optional(),
  /** argon2id of the password chosen; becomes the account's at the end. */
  newPasswordHash: z.string().optional(),
})
export type Facts = z.infer<typeof Facts>

export interface Flow {
  readonly id: string
  /** Digest of the browser's own secret: the flow's id alone is useless in another browser (AS-19). */
  readonly browserDigest: Buffer
  readonly request: AuthorizationRequest
  readonly facts: Facts
  readonly version: number
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly finishedAt: Date | undefined
  readonly resultSealed: Buffer | undefined
}

export function emptyFacts(request: AuthorizationRequest): Facts {
  return { intent: request.prompts.includes('create') ? 'sign_up' : 'sign_in' }
}

/** Whether the request asks for consent each time (OIDC Core section 3.1.2.1). */
export function isConsentWanted({ prompts }: Pick<AuthorizationRequest, 'prompts'>): boolean {
  return prompts.includes('consent')
}

/** The address of a flow that has one; steps behind the first page are not reached without. */
export function addressOf(facts: Facts): { readonly typed: string; readonly normalized: string } {
  if (!facts.address) throw new Error('the flow has no address yet')
  return facts.address
}
