import { afterEach, expect, test, vi } from 'vitest'
import { startServer } from '../server.ts'

const server = await startServer()

/** Makes a table answer every query with this error until the test ends. */
async function breakTable(table: string, code: string): Promise<void> {
  await server.query(`
    create function broken() returns setof ${table} language plpgsql as
      $$ begin raise exception 'planted detail' using errcode = '${code}'; end $$;
    alter table ${table} rename to kept;
    create view ${table} as select * from broken();
    grant select on ${table} to gatehouse_app`)
  mend = `drop view ${table}; drop function broken(); alter table kept rename to ${table}`
}

let mend = 'select'
afterEach(async () => {
  vi.restoreAllMocks()
  await server.query(mend)
  mend = 'select'
})

test.each([
  ['no connection is free', '53300', 503],
  ['the database goes away', '57P01', 503],
  ['something is wrong', 'XX000', 500],
])('while %s a request for a new host fails without details', async (_name, code, status) => {
  const printed = vi.spyOn(console, 'error')
  await breakTable('hosts', code)
  const response = await server.request(`http://${code.toLowerCase()}.localhost:3000/oauth2/auth`)

  expect(response.status).toBe(status)
  expect(await response.text()).not.toMatch(/planted|error:| at /i)
  expect(printed).not.toHaveBeenCalled()
})

test.each(['/api/v1/applications', '/account_api/v1/roles'])(
  'while the database is away %s reports it in the envelope that programs read',
  async (path) => {
    await breakTable('hosts', '57P01')
    const response = await server.request(`http://api.localhost:3000${path}`)

    expect([response.status, await response.json()]).toMatchObject([503, { errors: [{ code: 'UNAVAILABLE' }] }])
  },
)

test.each(['/api/v1/applications', '/account_api/v1/roles'])(
  'an address of %s that is too long is refused in the envelope that programs read',
  async (path) => {
    const response = await server.request(`${path}?a=${'a'.repeat(9_000)}`)

    expect([response.status, await response.json()]).toMatchObject([414, { errors: [{ code: 'ADDRESS_TOO_LONG' }] }])
  },
)

test.each(['40P01', '40001'])(
  'a request that loses to another transaction (%s) gets 503 with Retry-After (ATO-27)',
  async (code) => {
    await breakTable('signing_keys', code)
    server.opened.services.cache.drop('')
    const response = await server.request('/api/v1/applications', { headers: { authorization: 'Bearer a.b.c' } })

    expect([response.status, await response.json()]).toMatchObject([503, { errors: [{ code: 'UNAVAILABLE' }] }])
  },
)

test.each(['/.well-known/jwks', '/oauth2/v2/user_profile', '/api/v1/applications'])(
  'while the keys cannot be read %s is 503 with Retry-After',
  async (path) => {
    await breakTable('signing_keys', '57P01')
    server.opened.services.cache.drop('')
    const response = await server.request(path, { headers: { authorization: 'Bearer a.b.c' } })

    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
  },
)
