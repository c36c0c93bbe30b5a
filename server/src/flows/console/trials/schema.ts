import { z } from 'zod'
import { InvalidInput } from '#platform/errors'
import { readJsonBody, type RequestContext } from '#platform/http'

const SCOPES = ['openid', 'profile', 'email', 'phone', 'address'] as const
const Text = z.string().max(512)

/** The options of a trial. There is no `offline`: the playground cannot refresh. */
export const TrialBody = z.strictObject({
  prompt: z.enum(['none', 'login', 'create', 'consent', 'select_account']).optional(),
  scopes: z.array(z.enum(SCOPES)).max(SCOPES.length).optional(),
  org_code: Text.optional(),
  login_hint: Text.optional(),
  lang: Text.optional(),
})

/** The answer of the authorization endpoint (RFC 6749 section 4.1.2), as it came to the callback, with what else came. */
export const AnswerBody = z.object({
  state: Text,
  code: Text.optional(),
  error: Text.optional(),
  error_description: z.string().max(2_000).optional(),
})

/** @throws {InvalidInput} `INVALID_BODY`, and those of `readJsonBody` */
export async function readBody<S extends z.ZodType>(c: RequestContext, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(await readJsonBody(c))
  if (parsed.success) return parsed.data
  throw new InvalidInput('INVALID_BODY', 'The request is not what this takes.')
}
