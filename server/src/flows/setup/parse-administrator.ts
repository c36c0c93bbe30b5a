import type { Passwords } from '#platform/crypto'
import type { Form } from '#platform/http'
import type { FirstAdministrator } from '#domain/administrators'
import { checkPasswordRules } from '#domain/credentials'
import { emailProblemOf, parseEmailAddress } from '#domain/identities'
import type { SetupProblem } from './pages/setup-page.tsx'

/** The content of the form: an administrator, or the problems with it. */
export type ParsedAdministrator =
  { readonly administrator: Omit<FirstAdministrator, 'token'> } | { readonly problems: readonly SetupProblem[] }

const LONGEST_NAME = 100

export function parseAdministrator({ fields }: Pick<Form, 'fields'>, passwords: Passwords): ParsedAdministrator {
  const problems: SetupProblem[] = []
  const givenName = fields.get('given_name')?.trim() ?? ''
  if (givenName === '') problems.push('given_name_missing')
  if (givenName.length > LONGEST_NAME) problems.push('given_name_too_long')
  const familyName = fields.get('family_name')?.trim() ?? ''
  if (familyName === '') problems.push('family_name_missing')
  if (familyName.length > LONGEST_NAME) problems.push('family_name_too_long')
  const typed = fields.get('email')?.trim() ?? ''
  const email = parseEmailAddress(typed)
  if (!email) problems.push(`email_${emailProblemOf(typed)}`)
  const checked = checkPassword(fields.get('password') ?? '', {
    passwords,
    own: { givenName, familyName, identities: [typed] },
    places: [],
  })
  if ('problem' in checked) problems.push(checked.problem)
  if (!email || 'problem' in checked || problems.length > 0) return { problems }
  return { administrator: { givenName, familyName, email, password: checked.password } }
}

function checkPassword(
  text: string,
  rules: Parameters<typeof checkPasswordRules>[1],
): { readonly password: string } | { readonly problem: SetupProblem } {
  if (text === '') return { problem: 'password_missing' }
  const checked = checkPasswordRules(text, rules)
  return 'problem' in checked ? { problem: `password_${checked.problem}` } : checked
}
