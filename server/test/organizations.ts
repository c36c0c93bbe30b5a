import type { Answer, Api } from './management.ts'

/** Creates an organization and returns its code. */
export async function anOrganization(calls: Api, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { body } = await calls.post('/organization', { name: 'Acme', ...fields })
  if (!body.organization) throw new Error(JSON.stringify(body))
  return body.organization.code
}

/** Returns the code of the organization that users without another one join. */
export async function defaultOrganization(calls: Api): Promise<string> {
  const { body } = await calls.get('/organizations?page_size=500')
  return body.organizations.find((one: { is_default: boolean }) => one.is_default).code
}

let count = 0

/** Creates a user with a verified address and returns their id. */
export async function aUser(
  calls: Api,
  { email, givenName = 'Ada', familyName = 'Lovelace', organization }: TestUser = {},
): Promise<string> {
  const address = email ?? `user${String((count += 1))}@users.example`
  const { body } = await calls.post('/user', {
    profile: { given_name: givenName, family_name: familyName },
    identities: [{ type: 'email', is_verified: true, details: { email: address } }],
    ...(organization === undefined ? {} : { organization_code: organization }),
  })
  if (body.id === undefined) throw new Error(JSON.stringify(body))
  return body.id
}

interface TestUser {
  readonly email?: string
  readonly givenName?: string
  readonly familyName?: string
  readonly organization?: string
}

/** Makes users members of an organization. */
export function addMembers(calls: Api, code: string, ...ids: readonly string[]): Promise<Answer> {
  return calls.post(`/organizations/${code}/users`, { users: ids.map((id) => ({ id })) })
}
