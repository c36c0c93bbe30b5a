import { expect, test } from 'vitest'
import { api, managementToken, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer({ settings: { GATEHOUSE_OUTBOUND_ALLOW: 'none' } })
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const PATH = '/environment/mail'
const RESEND = {
  sender_name: 'Meadow Post',
  is_custom_sender: true,
  sender_email: 'post@meadow.example',
  smtp_host: 'smtp.resend.com',
  smtp_port: 465,
  smtp_user: 'resend',
  smtp_password: 're_planted-secret',
}
const NONE = Object.fromEntries(Object.keys(RESEND).map((name) => [name, null]))

const mailOf = async (caller = calls) => (await caller.get(PATH)).body.mail
const reset = () => calls.patch(PATH, NONE)

test('an environment starts without a mail server of its own, and shows that (X5-1)', async () => {
  expect(await mailOf()).toMatchObject({
    settings: {
      sender_name: { value: null, source: 'default' },
      is_custom_sender: { value: false, source: 'default' },
      sender_email: { value: null, source: 'default' },
      smtp_host: { value: null, source: 'default' },
      smtp_port: { value: null, source: 'default' },
      smtp_user: { value: null, source: 'default' },
    },
    has_smtp_password: false,
    sends_through: 'inbox',
    sends_as: null,
  })
})

test('sender and server are set, read with the level that set them, and hold at once (X5-1, X5-7)', async () => {
  expect((await calls.patch(PATH, RESEND)).status).toBe(200)
  expect(await mailOf()).toMatchObject({
    settings: {
      sender_name: { value: 'Meadow Post', source: 'environment' },
      smtp_host: { value: 'smtp.resend.com', source: 'environment' },
      smtp_port: { value: 465, source: 'environment' },
    },
    has_smtp_password: true,
    sends_through: 'environment',
    sends_as: { name: 'Meadow Post', email: 'post@meadow.example' },
  })
  await reset()
})

test('the password is never returned, and is stored sealed (ATO-26)', async () => {
  await calls.patch(PATH, RESEND)
  const answers = [await calls.get(PATH), await calls.get('/environment/settings'), await calls.get('/environment')]
  const stored = await server.query(
    `select settings, encode(smtp_password_sealed, 'escape') as sealed from environments order by sealed`,
  )
  const events = await server.query('select * from events')
  await reset()
  expect(stored[0]?.['sealed']).toEqual(expect.any(String))
  expect(JSON.stringify([answers, stored, events])).not.toContain('planted-secret')
})

test('the mail settings of one environment are not those of another (ATO-11)', async () => {
  await calls.patch(PATH, RESEND)
  const elsewhere = await mailOf(production)
  await reset()
  expect(elsewhere).toMatchObject({ sends_through: 'inbox', has_smtp_password: false })
  expect(elsewhere.settings.smtp_host).toEqual({ value: null, source: 'default' })
})

test('a token of another environment neither reads nor changes them (ATO-11)', async () => {
  const stranger = await api(server, { token: await managementToken(server, { origin: PRODUCTION }) })
  expect(await stranger.get(PATH)).toMatchObject(refusal(401, 'INVALID_TOKEN'))
  expect(await stranger.patch(PATH, { sender_name: 'Mallory' })).toMatchObject(refusal(401, 'INVALID_TOKEN'))
  expect(await stranger.post(`${PATH}/test`, {})).toMatchObject(refusal(401, 'INVALID_TOKEN'))
  expect(await stranger.get(`${PATH}/dns`)).toMatchObject(refusal(401, 'INVALID_TOKEN'))
})

test('an absent field stays, null removes a value, and the switch keeps the values behind it', async () => {
  await calls.patch(PATH, RESEND)
  await calls.patch(PATH, { is_custom_sender: false })
  const off = await mailOf()
  await calls.patch(PATH, { is_custom_sender: true, sender_name: null })
  const on = await mailOf()
  await reset()
  expect(off).toMatchObject({ sends_through: 'inbox', has_smtp_password: true })
  expect(off.settings.smtp_host.value).toBe('smtp.resend.com')
  expect(on.sends_as).toEqual({ name: 'My business', email: 'post@meadow.example' })
})

test.each([
  ['another host', { smtp_host: 'smtp.mallory.example' }],
  ['another port', { smtp_port: 587 }],
  ['another user', { smtp_user: 'mallory' }],
])('with %s the password must be sent again, so that it goes to no other server', async (_name, change) => {
  await calls.patch(PATH, RESEND)
  const refused = [await calls.patch(PATH, change), await calls.post(`${PATH}/test`, change)]
  const kept = await mailOf()
  const again = await calls.patch(PATH, { ...change, smtp_password: 'another' })
  await reset()
  for (const answer of refused) expect(answer).toMatchObject(refusal(400, 'SMTP_PASSWORD_REQUIRED'))
  expect(kept.settings.smtp_host.value).toBe('smtp.resend.com')
  expect(again.status).toBe(200)
})

test.each([
  ['no server', { smtp_host: null }, 'MAIL_SETTINGS_INCOMPLETE'],
  ['no port', { smtp_port: null }, 'MAIL_SETTINGS_INCOMPLETE'],
  ['no address', { sender_email: null }, 'MAIL_SETTINGS_INCOMPLETE'],
  ['a user without a password', { smtp_password: null }, 'MAIL_SETTINGS_INCOMPLETE'],
  ['a password without a user', { smtp_user: null }, 'MAIL_SETTINGS_INCOMPLETE'],
  ['a server inside', { smtp_host: '10.0.0.1' }, 'SMTP_HOST_NOT_ALLOWED'],
  ['the own machine', { smtp_host: '127.0.0.1' }, 'SMTP_HOST_NOT_ALLOWED'],
  ['the own machine in hexadecimal', { smtp_host: '0x7f000001' }, 'SMTP_HOST_NOT_ALLOWED'],
  ['the own machine in IPv6', { smtp_host: '::ffff:127.0.0.1' }, 'SMTP_HOST_NOT_ALLOWED'],
  ['the address of a cloud’s metadata', { smtp_host: '169.254.169.254' }, 'SMTP_HOST_NOT_ALLOWED'],
  ['a port of something else', { smtp_port: 6379 }, 'SMTP_PORT_NOT_ALLOWED'],
  ['a host that is an address on the web', { smtp_host: 'https://smtp.resend.com' }, 'INVALID_BODY'],
  ['a host with a dot at its end', { smtp_host: 'localhost.' }, 'INVALID_BODY'],
  ['a line break in the name', { sender_name: 'Meadow\r\nBcc: all@example.com' }, 'INVALID_BODY'],
  ['two addresses', { sender_email: 'a@meadow.example, b@meadow.example' }, 'INVALID_BODY'],
  ['a field nobody knows', { smtp_secure: false }, 'INVALID_BODY'],
])('an own sender with %s is refused, and nothing is saved (ATO-17, ATO-32)', async (_name, change, code) => {
  await reset()
  expect(await calls.patch(PATH, { ...RESEND, ...change })).toMatchObject(refusal(400, code))
  expect(await mailOf()).toMatchObject({ sends_through: 'inbox', has_smtp_password: false })
})

test('going live needs a mail server in production (T2-10)', async () => {
  const itemOf = async () => (await production.get('/environments/production/go_live')).body.go_live.items[0]
  expect(await itemOf()).toMatchObject({ code: 'mail_server', is_done: false })
  await production.patch(PATH, RESEND)
  expect(await itemOf()).toMatchObject({ code: 'mail_server', is_done: true })
  expect((await production.patch('/environments/production', { is_live: true })).status).toBe(200)
  await production.patch(PATH, NONE)
})

test('an organization has a sender address only where the environment has a server of its own (O4-11)', async () => {
  const { body } = await calls.post('/organization', { name: 'Green' })
  const path = `/organization/${String(body.organization.code)}`
  await calls.patch(path, { is_enable_advanced_orgs: true })
  const before = await calls.patch(path, { sender_email: 'green@meadow.example' })
  await calls.patch(PATH, RESEND)
  const after = await calls.patch(path, { sender_email: 'green@meadow.example' })
  await reset()
  expect(before).toMatchObject(refusal(400, 'SENDER_EMAIL_NEEDS_SMTP'))
  expect(after.status).toBe(200)
})

test('the answer has the DNS records of mail next to the settings (X5-5)', async () => {
  const { advice } = await mailOf()
  for (const word of ['mailbox', 'SPF', 'DKIM', 'DMARC']) expect(advice.join(' ')).toContain(word)
})
