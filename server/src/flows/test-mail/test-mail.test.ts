import { expect, test } from 'vitest'
import { anAdministrator } from '../../../test/administrators.ts'
import { startMailTrap } from '../../../test/mail-trap.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { aLogoForm } from '../../../test/pictures.ts'
import { startServer } from '../../../test/server.ts'

const login = { user: 'meadow', password: 'correct horse' }
const trap = await startMailTrap({ login })
const server = await startServer()
const calls = await api(server)
const PATH = '/environment/mail'
const TEST = `${PATH}/test`
const OWN = {
  is_custom_sender: true,
  sender_name: 'Meadow Post',
  sender_email: 'post@meadow.example',
  smtp_host: '127.0.0.1',
  smtp_port: trap.port,
  smtp_user: login.user,
  smtp_password: login.password,
}
const HOUR = 3_600

const last = () => trap.accepted.at(-1)
/** Each test runs in an hour of its own. */
const try_ = async (body?: object) => {
  await server.advance(HOUR + 1)
  return calls.post(TEST, body)
}

test('without an administrator there is no recipient for a test mail', async () => {
  expect(await try_(OWN)).toMatchObject(refusal(409, 'NO_ADMINISTRATOR'))
  await anAdministrator(server, 'admin@example.com', 'admin')
  await anAdministrator(server, 'owner@example.com')
})

test('settings are tried before they are saved (X5-2)', async () => {
  const { status, body } = await try_(OWN)
  const from = { name: 'Meadow Post', email: 'post@meadow.example' }
  expect([status, body.test_mail]).toEqual([200, { to: 'owner@example.com', from }])
  expect(last()).toMatchObject({ to: ['owner@example.com'] })
  expect(last()?.raw).toContain('From: Meadow Post <post@meadow.example>')
  expect((await calls.get(PATH)).body.mail.sends_through).toBe('inbox')
})

test('a test without settings uses the saved ones, and goes to the named administrator', async () => {
  await calls.patch(PATH, OWN)
  const { body } = await try_({ to: 'Admin@Example.com' })
  await calls.patch(PATH, { is_custom_sender: false })
  expect(body.test_mail.to).toBe('admin@example.com')
  expect(last()).toMatchObject({ to: ['admin@example.com'] })
})

test('a test mail of an organization looks like the mail of its members (O4-12)', async () => {
  await calls.patch(PATH, OWN)
  const created = await calls.post('/organization', { name: 'Green' })
  const code = String(created.body.organization.code)
  await calls.send('POST', `/organizations/${code}/logos/light`, await aLogoForm())
  const plain = (await try_({ org_code: code })).body.test_mail.from
  await calls.patch(`/organization/${code}`, {
    is_enable_advanced_orgs: true,
    sender_name: 'Green Post',
    sender_email: 'green@meadow.example',
  })
  const advanced = (await try_({ org_code: code })).body.test_mail.from
  const raw = last()?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  await calls.patch(PATH, { is_custom_sender: false })
  expect(plain).toEqual({ name: 'Meadow Post', email: 'post@meadow.example' })
  expect(advanced).toEqual({ name: 'Green Post', email: 'green@meadow.example' })
  expect(raw).toContain(`${server.origin}/logo?p_org_code=${code}&amp;cache=`)
})

test.each([
  ['the password', { smtp_password: 'wrong' }, 'The mail server refused the user name or the password (SMTP 535).'],
  [
    'the connection',
    { smtp_port: 1 },
    'No connection: the host could not be resolved, or nothing answers at its port.',
  ],
])('a problem with %s is reported in a sentence of the product (X5-2, ATO-17)', async (_name, change, sentence) => {
  const { status, body } = await try_({ ...OWN, ...change })
  expect([status, body.errors]).toEqual([409, [{ code: 'TEST_MAIL_NOT_SENT', message: sentence }]])
})

test.each([
  [550, 'The mail server refused the mail (SMTP 550).'],
  [451, 'The mail server refused the mail (SMTP 451).'],
])('an answer of %i is reported with its status and without its text', async (code, sentence) => {
  trap.answer = { code, text: 'planted text of a stranger' }
  const { status, body } = await try_(OWN)
  trap.answer = 'accept'
  expect([status, body.errors]).toEqual([409, [{ code: 'TEST_MAIL_NOT_SENT', message: sentence }]])
})

test.each(['stranger@example.com', 'not an address', 'owner@example.com, eve@example.com'])(
  'a test mail to %j is refused: it goes to administrators only',
  async (to) => {
    const before = trap.offered()
    expect(await try_({ ...OWN, to })).toMatchObject(refusal(400, 'NOT_AN_ADMINISTRATOR'))
    expect(trap.offered()).toBe(before)
  },
)

test('there are a few an hour, with any result', async () => {
  await server.advance(HOUR + 1)
  const statuses: number[] = []
  for (let count = 0; count < 6; count += 1)
    statuses.push((await calls.post(TEST, { ...OWN, to: 'a@b.example' })).status)
  const refused = await calls.post(TEST, OWN)
  expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
  expect(refused).toMatchObject(refusal(429, 'TOO_MANY_TEST_MAILS'))
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('the environments of an installation together do not fill a mailbox', async () => {
  await server.advance(HOUR + 1)
  const production = await api(server, { origin: PRODUCTION })
  const body = { ...OWN, to: 'owner@example.com' }
  for (const caller of [calls, production]) {
    for (let count = 0; count < 5; count += 1) expect((await caller.post(TEST, body)).status).toBe(200)
  }
  await server.query(`delete from rate_limits where bucket = 'test-mail'`)
  expect(await calls.post(TEST, body)).toMatchObject(refusal(429, 'TOO_MANY_TEST_MAILS'))
})

test('an organization of another environment does not exist (ATO-11)', async () => {
  const production = await api(server, { origin: PRODUCTION })
  const { body } = await production.post('/organization', { name: 'Foreign' })
  const answer = await try_({ ...OWN, org_code: body.organization.code })
  expect(answer).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})

test('an installation that sends no mail has nothing to test', async () => {
  expect(await try_()).toMatchObject(refusal(409, 'NO_MAIL_SERVER'))
})
