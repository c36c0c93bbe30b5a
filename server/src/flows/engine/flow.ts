import { z } from 'zod'

/** The validated authorization request (RFC 6749 section 4.1.1); never changes during a flow. */
export const AuthorizationRequest = z.object({
  clientId: z.string(),
  applicationId: z.string(),
  redirectUri: z.string(),
  /**
   * The registered entry with `{organization.handle}` that matches the redirect URI, which is for one organization only
   * (A2-11).
   */
  redirectPattern: z.string().optional(),
  scopes: z.array(z.string()),
  audiences: z.array(z.string()),
  /**
   * Scopes of the APIs that the request names. Absent where it names none: then it asks for every scope that the user
   * has.
   */
  apiScopes: z.array(z.string()).optional(),
  prompts: z.array(z.string()),
  state: z.string().optional(),
  nonce: z.string().optional(),
  codeChallenge: z.string().optional(),
  loginHint: z.string().optional(),
  maxAgeSeconds: z.number().optional(),
  /** The authentication contexts that the request accepts (OIDC Core section 3.1.2.1), without unknown ones. */
  acrValues: z.array(z.string()).optional(),
  /** The organization whose policy on second factors holds, for a sign-in at a page of ours that enters none. */
  policyOrganizationId: z.string().optional(),
  /** Claims that the request names (OIDC Core section 5.5). */
  requestedClaims: z.object({ idToken: z.array(z.string()), userinfo: z.array(z.string()) }).optional(),
  /** The only users that an answer may be about: the one of an ID token hint, or those of a `sub` in `claims`. */
  expectedSubjects: z.array(z.string()).optional(),
  /** The way the answer travels; absent: in the query. */
  responseMode: z.literal('form_post').optional(),
  /** The redirect URI is one of our own pages: it reads the person from the session and gets no grant and no code. */
  endsAtOwnPage: z.boolean().optional(),
  /** The person came from their own account to set one up. */
  enrolls: z.enum(['factor']).optional(),
  /** Why no session signed the person in without a page; for the trace. */
  pageReason: z.string().optional(),
  /** Parameters that later steps read: organization, invitation, campaign tags and others. */
  further: z.record(z.string(), z.string()),
})
export type AuthorizationRequest = z.infer<typeof AuthorizationRequest>

/** The format in which a flow stores its facts. The conversation that the flow belongs to defines it. */
export interface FactsFormat<Facts extends object> {
  readonly parse: (stored: unknown) => Facts
}

export interface Flow<Facts extends object> {
  readonly id: string
  /** Digest of the browser's own secret: the flow's id alone is useless in another browser (AS-19). */
  readonly browserDigest: Buffer
  readonly request: AuthorizationRequest
  /** Facts that the flow has established so far. */
  readonly facts: Facts
  readonly version: number
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly finishedAt: Date | undefined
  readonly resultSealed: Buffer | undefined
}
