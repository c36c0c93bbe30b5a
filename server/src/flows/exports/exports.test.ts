import { expect, test } from 'vitest'
import { exportMail } from '#flows/mails'
import { listInboxMessages } from '#platform/mail'
import { contextOf } from '../../../test/context.ts'
import { CONTROL, managementToken, PRODUCTION, type TokenOptions } from '../../../test/management.ts'
import { aFrame, catalogue } from '../../../test/pages/frame.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const control = await contextOf(server, CONTROL)

async function anOwner(email: string, isVerified = true): Promise<void> {
  await server.query(
    `with u as (insert into users (environment_id, id, profile_updated_at, claims_changed_at, created_at)
      values ($1, gen_random_uuid(), now(), now(), now()) returning *),
    i as (insert into identities (environment_id, id, user_id, kind, value, normalized, is_primary, verified_at, created_at)
      select environment_id, gen_random_uuid(), id, 'email', $2, $2, true, case when $3 then now() end, now() from u)
    insert into administrators (environment_id, user_id, role, created_at) select environment_id, id, 'owner', now() from u`,
    [control.environment.id, email, isVerified],
  )
}

async function download(what: string, options: TokenOptions = {}): Promise<Response> {
  const token = await managementToken(server, options)
  const { origin = server.origin } = options
  return server.request(`${origin}/api/v1/exports/${what}`, { headers: { authorization: `Bearer ${token}` } })
}

const mails = async () =>
  (await listInboxMessages(control, { limit: 100 })).map(({ to, subject, text }) => ({ to, subject, text }))

await anOwner('owner@example.com')
await anOwner('unproven@example.com', false)

test.each(['users', 'organizations'])('owners are warned by mail before %s leave (U5-5)', async (what) => {
  const response = await download(what, { origin: PRODUCTION })
  const [mail] = await mails()
  expect(response.status).toBe(200)
  expect(mail).toMatchObject({ to: 'owner@example.com', subject: expect.stringMatching(new RegExp(`^All ${what} of`)) })
  expect(mail?.text).toContain('Asked for by the application Caller in the environment Production')
})

test('nobody is warned of an export that is refused', async () => {
  const before = await mails()
  const response = await download('users', { scopes: ['read:organizations'] })
  expect(response.status).toBe(403)
  expect(await mails()).toEqual(before)
})

test('the mail says who asked in every language, and links to nothing', () => {
  const said = catalogue.locales.map((locale) => {
    const names = { business: 'Meadow', environment: 'Production', application: '<Robot>', sender: 'Operator' }
    const frame = aFrame(locale)
    return exportMail({ t: frame.t, locale, dir: frame.dir, what: 'users', ip: '203.0.113.7', ...names })
  })
  expect(said.every(({ text }) => text.includes('<Robot>') && text.includes('203.0.113.7'))).toBe(true)
  expect(said.filter(({ html }) => /<a\s|href=|<Robot>/.test(html))).toEqual([])
})

test('the eleventh export within an hour is refused, and nobody is mailed of it', async () => {
  const statuses: number[] = []
  for (let time = 0; time < 10; time += 1) statuses.push((await download('organizations')).status)
  const before = await mails()
  const refused = await download('organizations')

  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(refused.status).toBe(429)
  expect(await refused.json()).toMatchObject({ errors: [{ code: 'TOO_MANY_EXPORTS' }] })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000)
  expect(await mails()).toEqual(before)
  expect((await download('users')).status).toBe(200)
})
