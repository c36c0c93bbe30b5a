import { pino } from 'pino'
import { expect, test } from 'vitest'
import { queueMail, type NewMail } from '#platform/mail'
import { contextOf } from '../../../test/context.ts'
import { startMailTrap } from '../../../test/mail-trap.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const trap = await startMailTrap()
const server = await startServer({
  settings: {
    GATEHOUSE_SMTP_URL: trap.url,
    GATEHOUSE_MAIL_FROM: 'Meadow <no-reply@meadow.example>',
    GATEHOUSE_ROOT_ENVIRONMENT: 'production',
  },
})
const ctx = await contextOf(server)
const logged: string[] = []
await startJobs(server, { log: pino({ level: 'debug' }, { write: (line) => void logged.push(line) }) })

let sequence = 0
/** Returns a mail to an address that no other test uses. */
function aMail(differences: Partial<NewMail> = {}): NewMail {
  sequence += 1
  return {
    to: `person${String(sequence)}@example.com`,
    purpose: 'sign_in',
    subject: '493027 is your code',
    text: 'Your code: 493027\n',
    html: '<p>Your code: <b>493027</b></p>',
    code: '493027',
    ...differences,
  }
}

const mailTo = (address: string) => trap.accepted.filter(({ to }) => to.includes(address))
const storedFor = async (address: string) =>
  (
    await server.query('select state, tries, content_sealed, last_error from mail_messages where recipient = $1', [
      address,
    ])
  )[0]

/** Returns the next state of a mail, without the wait before its next try. The worker looks every two seconds. */
async function nextStateOf(address: string) {
  await server.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null')
  return storedFor(address)
}
const patiently = { timeout: 15_000 }

test('a mail goes out as text and as HTML, from the configured sender', async () => {
  const mail = aMail()
  await queueMail(ctx, mail)
  await expect.poll(() => mailTo(mail.to)).toHaveLength(1)

  const raw = mailTo(mail.to)[0]?.raw ?? ''
  expect(raw).toMatch(/^From: Meadow <no-reply@meadow\.example>\r$/m)
  expect(raw).toContain('Content-Type: text/plain')
  expect(raw).toContain('Content-Type: text/html')
})

test('the content of a mail is erased once it was sent', async () => {
  const mail = aMail()
  await queueMail(ctx, mail)

  await expect.poll(() => storedFor(mail.to)).toMatchObject({ state: 'sent', content_sealed: null })
})

test('a mail belongs to the transaction that wrote it', async () => {
  const mail = aMail()
  const abandoned = ctx.db.transaction().execute(async (db) => {
    await queueMail({ ...ctx, db }, mail)
    throw new Error('abandoned')
  })

  await expect(abandoned).rejects.toThrow('abandoned')
  expect(await storedFor(mail.to)).toBeUndefined()
})

test('a server that takes the connection and never answers holds up no other mail (REL-11)', async () => {
  trap.answer = 'stall'
  const before = trap.offered()
  const mail = aMail()
  await queueMail(ctx, mail)
  await expect.poll(trap.offered).toBeGreaterThan(before)

  expect(await storedFor(mail.to)).toMatchObject({ state: 'queued' })
})

test.each([
  { code: 451, text: 'try later' },
  { code: 550, text: 'no such user' },
])('a mail that is refused with $code is offered again until it is accepted (REL-11)', async (answer) => {
  trap.answer = answer
  const mail = aMail()
  await queueMail(ctx, mail)
  await expect.poll(() => storedFor(mail.to)).toMatchObject({ state: 'queued', tries: 1 })
  trap.answer = 'accept'

  await expect.poll(() => nextStateOf(mail.to), patiently).toMatchObject({ state: 'sent', content_sealed: null })
})

test('a mail that is refused for good again and again is given up and erased', async () => {
  trap.answer = { code: 550, text: 'no such user' }
  const mail = aMail()
  await queueMail(ctx, mail)

  await expect
    .poll(() => nextStateOf(mail.to), patiently)
    .toMatchObject({ state: 'failed', tries: 3, content_sealed: null })
})

test('the same mail has the same Message-ID at each try', async () => {
  trap.answer = 'accept'
  const mail = aMail()
  await queueMail(ctx, mail)
  await expect.poll(() => mailTo(mail.to)).toHaveLength(1)

  const [row] = await server.query('select id from mail_messages where recipient = $1', [mail.to])
  expect(mailTo(mail.to)[0]?.raw).toContain(`Message-ID: <${String(row?.['id'])}@meadow.example>`)
})

test('a line break in a subject becomes no header (ATO-32)', async () => {
  trap.answer = 'accept'
  const mail = aMail({ subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\nBody' })
  await queueMail(ctx, mail)
  await expect.poll(() => mailTo(mail.to)).toHaveLength(1)

  expect(mailTo('eve@evil.example')).toEqual([])
  expect(mailTo(mail.to)[0]?.raw).not.toMatch(/^Bcc:/m)
})

test.each([
  'ada@example.com, eve@evil.example',
  'ada@example.com\r\nBcc: eve@evil.example',
  'Ada <ada@example.com>',
  'group: ada@example.com;',
  '"ada eve"@example.com',
  'ada(eve)@example.com',
])('%j is not an address to send to (ATO-32)', async (to) => {
  await expect(queueMail(ctx, aMail({ to }))).rejects.toThrow('not one plain address')
})

test('neither a code nor an address is in the log or in the worker (ATO-26)', async () => {
  const [row] = await server.query('select coalesce(json_agg(j), $1) as jobs from graphile_worker._private_jobs j', [
    '[]',
  ])
  const written = logged.join('') + JSON.stringify(row)

  expect(written).toContain('a job failed')
  expect(written).not.toContain('493027')
  expect(written).not.toContain('@example.com')
})

test('there is no inbox where mail goes out', async () => {
  const answer = await server.request('/dev/inbox/messages')
  expect(answer.status).toBe(404)
})

test('outside of production a mail is sent and lands in the inbox as well', async () => {
  const mail = aMail()
  await queueMail(await contextOf(server, 'http://my-business-development.localhost:3000'), mail)
  await expect.poll(() => mailTo(mail.to)).toHaveLength(1)
  const path = `http://my-business-development.localhost:3000/dev/inbox/messages?to=${mail.to}`
  const { messages } = (await (await server.request(path)).json()) as { messages: unknown[] }
  expect(messages).toMatchObject([{ to: mail.to, code: '493027' }])
})
