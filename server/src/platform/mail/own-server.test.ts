import { expect, test } from 'vitest'
import { queueMail, type NewMail } from '#platform/mail'
import { contextOf } from '../../../test/context.ts'
import { startMailTrap } from '../../../test/mail-trap.ts'
import { api, PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const installation = await startMailTrap()
const login = { user: 'meadow', password: 'correct horse' }
const own = await startMailTrap({ login })
const other = await startMailTrap()
const server = await startServer({
  settings: { GATEHOUSE_SMTP_URL: installation.url, GATEHOUSE_MAIL_FROM: 'no-reply@gatehouse.example' },
})
await startJobs(server)
const production = await api(server, { origin: PRODUCTION })
const development = await api(server)

const PATH = '/environment/mail'
const OWN = {
  is_custom_sender: true,
  sender_email: 'post@meadow.example',
  smtp_host: '127.0.0.1',
  smtp_port: own.port,
  smtp_user: login.user,
  smtp_password: login.password,
}

let sequence = 0
async function aMailFrom(origin: string, differences: Partial<NewMail> = {}): Promise<string> {
  const to = `person${String(++sequence)}@example.com`
  const words = { purpose: 'sign_in', subject: 'Your code', text: '493027', html: '<p>493027</p>' }
  await queueMail(await contextOf(server, origin), { to, ...words, ...differences })
  return to
}

const arrived = (trap: typeof own, to: string) => trap.accepted.find((mail) => mail.to.includes(to))?.raw
const patiently = { timeout: 15_000 }
const stateOf = async (to: string) =>
  (await server.query('select state, tries, last_error from mail_messages where recipient = $1', [to]))[0]

test('with the next mail an own server takes the place of the installation’s, in its environment only (X5-3, X5-7)', async () => {
  const before = await aMailFrom(PRODUCTION)
  await expect.poll(() => arrived(installation, before), patiently).toContain('no-reply@gatehouse.example')
  await production.patch(PATH, OWN)
  const after = await aMailFrom(PRODUCTION)
  await expect.poll(() => arrived(own, after), patiently).toMatch(/^From: My business <post@meadow\.example>\r$/m)
  const elsewhere = await aMailFrom(server.origin)
  await expect.poll(() => arrived(installation, elsewhere), patiently).toContain('no-reply@gatehouse.example')
  await production.patch(PATH, { is_custom_sender: false })
  const back = await aMailFrom(PRODUCTION)
  await expect.poll(() => arrived(installation, back), patiently).toBeDefined()
})

test('with a sender name set, mails come from it, by whichever server (M1-6)', async () => {
  await development.patch(PATH, { sender_name: 'Meadow Post' })
  const through = await aMailFrom(server.origin, { senderName: 'Meadow Post' })
  await expect.poll(() => arrived(installation, through), patiently).toContain('From: Meadow Post <no-reply@')
  await development.patch(PATH, { sender_name: null })
})

test('an address of an organization is used by an own server, never by the installation’s (O4-11)', async () => {
  const senderEmail = 'green@meadow.example'
  await production.patch(PATH, { ...OWN, is_custom_sender: true })
  const byOwn = await aMailFrom(PRODUCTION, { senderEmail, senderName: 'Green' })
  await expect.poll(() => arrived(own, byOwn), patiently).toContain('From: Green <green@meadow.example>')
  const byInstallation = await aMailFrom(server.origin, { senderEmail })
  await expect.poll(() => arrived(installation, byInstallation), patiently).not.toContain(senderEmail)
})

test('a dead server of one environment delays the mail of no other (REL-11)', async () => {
  own.answer = 'stall'
  await production.patch(PATH, OWN)
  await development.patch(PATH, { ...OWN, smtp_port: other.port, smtp_user: null, smtp_password: null })
  // More than there are hands for all own servers together.
  for (let count = 0; count < 20; count += 1) await aMailFrom(PRODUCTION)
  await expect.poll(own.offered, patiently).toBeGreaterThan(2)
  const neighbours = await aMailFrom(server.origin)
  await expect.poll(() => arrived(other, neighbours), patiently).toBeDefined()
  await development.patch(PATH, { is_custom_sender: false })
  const installations = await aMailFrom(server.origin)
  await expect.poll(() => arrived(installation, installations), patiently).toBeDefined()
})

test('a server that refuses the password is left alone for a while, then tried again, and why is noted in codes only', async () => {
  const other = { ...OWN, smtp_port: own.port, smtp_password: 'wrong' }
  await development.patch(PATH, other)
  const to = await aMailFrom(server.origin)
  await expect.poll(() => stateOf(to), patiently).toMatchObject({ state: 'queued', tries: 1 })
  expect((await stateOf(to))?.['last_error']).toBe('the SMTP server did not take the mail: EAUTH 535')
  await development.patch(PATH, { ...OWN, smtp_port: other.smtp_port })
  own.answer = 'accept'
  await expect
    .poll(async () => {
      await server.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null')
      return arrived(own, to)
    }, patiently)
    .toBeDefined()
})

test('outside of production mail of an own server is in the inbox as well, in production it is not', async () => {
  await production.patch(PATH, OWN)
  const to = await aMailFrom(server.origin)
  const answer = await server.request(`/dev/inbox/messages?to=${to}`)
  expect(await answer.json()).toMatchObject({ messages: [{ to }] })
  expect((await server.request(`${PRODUCTION}/dev/inbox/messages`)).status).toBe(404)
})
