import { hashSync } from 'bcryptjs'
import { expect, test } from 'vitest'
import { sendFile } from '../../../test/imports.ts'
import { managementToken, PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const HASH = hashSync('correct horse', 4)
await sendFile(
  server,
  `id,email,email_verified,hashed_password,hashing_method\nc-1,Ada@csv.example,true,${HASH},bcrypt\nc-2,bob@csv.example,,,\n`,
)
await sendFile(server, 'name,id\nAlpha,a001\n', { kind: 'organizations' })

const counted = async (what: string) => (await server.query(`select count(*)::int as n from ${what}`))[0]?.['n']

async function exported(what: string, origin = server.origin): Promise<Record<string, unknown>[]> {
  const response = await server.request(`${origin}/api/v1/exports/${what}`, {
    headers: { authorization: `Bearer ${await managementToken(server, { origin })}` },
  })
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  const text = await response.text()
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]))
}

test('users are exported whole, each once, without a hash, and announced (M2-13)', async () => {
  const users = await exported('users')
  const [event] = await server.query(`select source from events where type = 'users.exported'`)
  expect(users).toHaveLength(Number(await counted('users')))
  expect(new Set(users.map(({ id }) => id)).size).toBe(users.length)
  expect(JSON.stringify(users)).not.toMatch(/argon2|imported:|\$2a/)
  expect(users).toContainEqual(
    expect.objectContaining({
      external_id: 'c-1',
      business_code: expect.stringMatching(/^bus_[0-9a-f]{11}$/),
      email: 'Ada@csv.example',
      email_verified: true,
      identities: expect.arrayContaining([{ type: 'email', identity: 'Ada@csv.example', is_verified: true }]),
    }),
  )
  expect(event).toEqual({ source: 'api' })
})

test('organizations are exported, and nobody’s of another environment (ATO-11)', async () => {
  expect(await exported('organizations')).toContainEqual(
    expect.objectContaining({ external_id: 'a001', name: 'Alpha' }),
  )
  expect(await exported('users', PRODUCTION)).toEqual([])
})
