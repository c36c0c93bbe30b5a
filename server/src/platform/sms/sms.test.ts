import { expect, test } from 'vitest'
import { translator } from '#platform/i18n'
import { queueSms, smsText } from '#platform/sms'
import { contextOf } from '../../../test/context.ts'
import { PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const ctx = await contextOf(server)

const textIn = (locale: string, business = 'Meadow', host = 'id.meadow.example') =>
  smsText({ t: translator(ctx.catalogue, locale), code: '123456', business, host })
const aMessage = { to: '+4915112345678', text: textIn('en'), purpose: 'sign_in', code: '123456' }
const listed = async (query: string) =>
  ((await (await server.request(`/dev/inbox/messages${query}`)).json()) as { messages: unknown[] }).messages

test.each(['%2B4915112345678', '+49 151 12345678', '0049 (151) 1234-5678', '%2B٤٩١٥١١٢٣٤٥٦٧٨'])(
  'a text message lands in the inbox beside mail, and is found by the number %s (M3-11)',
  async (spelling) => {
    await queueSms(ctx, aMessage)
    expect((await listed(`?to=${spelling}`))[0]).toEqual({
      id: expect.any(String),
      channel: 'sms',
      from: null,
      to: '+4915112345678',
      subject: null,
      text: aMessage.text,
      html: null,
      code: '123456',
      created_at: expect.any(String),
    })
    expect(await listed('?to=%2B4915112345679')).toEqual([])
  },
)

test('the page of the inbox marks text messages', async () => {
  await queueSms(ctx, aMessage)
  const page = await (await server.request('/dev/inbox')).text()
  expect(page).toContain('Text message')
  expect(page).toContain('data-copies="123456"')
})

test('an open inbox is told when a text message comes', async () => {
  const answer = await server.request('/dev/inbox/events')
  const chunks = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  await chunks.read()
  await queueSms(ctx, aMessage)
  expect((await chunks.read()).value).toMatch(/^id: [0-9a-f-]{36}\ndata: new\n\n$/)
  await chunks.cancel()
})

test('production without a provider sends no text message, and keeps none (M3-11)', async () => {
  const production = await contextOf(server, PRODUCTION)
  await expect(queueSms(production, aMessage)).rejects.toMatchObject({ code: 'NO_SMS_PROVIDER' })
})

test('text messages of another environment are not in the inbox (ATO-11)', async () => {
  await queueSms(ctx, { ...aMessage, to: '+4915199999999' })
  const headers = { authorization: `Bearer ${server.firstRun.inbox_token}` }
  const answer = await server.request(`${PRODUCTION}/dev/inbox/messages?to=%2B4915199999999`, { headers })
  expect(await answer.json()).toEqual({ messages: [] })
})

test('content is sealed in the database (ATO-26)', async () => {
  await queueSms(ctx, { ...aMessage, to: '+4915188888888' })
  const [row] = await server.query('select * from sms_messages where recipient = $1', ['+4915188888888'])
  expect(Buffer.isBuffer(row?.['content_sealed'])).toBe(true)
  expect(String(row?.['content_sealed'])).not.toContain('123456')
})

test('a text message belongs to the transaction that wrote it', async () => {
  const abandoned = ctx.db.transaction().execute(async (db) => {
    await queueSms({ ...ctx, db }, { ...aMessage, to: '+4915177777777' })
    throw new Error('abandoned')
  })
  await expect(abandoned).rejects.toThrow('abandoned')
  expect(await listed('?to=%2B4915177777777')).toEqual([])
})

test.each(['0151 12345678', '+49 151 12345678', '+0123456789', '+4915112345678\n', '+1234567890123456', ''])(
  '%j is not a number to send to',
  async (to) => {
    await expect(queueSms(ctx, { ...aMessage, to })).rejects.toThrow('not a number in E.164')
  },
)

test('the message has the code and the business first, and last the host that the code is for (M3-5, M3-6)', () => {
  expect(textIn('en')).toBe('123456 is your one-time code to sign in to Meadow\n\n@id.meadow.example #123456')
  expect(textIn('de').split('\n')[0]).toBe('123456 ist Ihr Einmalcode zur Anmeldung bei Meadow')
})

test.each(['en', 'de', 'ar'])(
  'in %s each message begins with the code and ends with the line for browsers (M3-6)',
  (locale) => {
    const lines = textIn(locale).split('\n')
    expect(lines[0]).toMatch(/^123456 .*Meadow$/)
    expect(lines.at(-1)).toBe('@id.meadow.example #123456')
  },
)

test('a long name is cut so that the message is one SMS, or two in other scripts', () => {
  const host = 'sign-in.a-rather-long-name-of-a-business.example'
  expect(textIn('en', 'Meadow '.repeat(30), host)).toHaveLength(160)
  expect(textIn('en', 'Meadow '.repeat(30), host)).toMatch(new RegExp(`\\.\\.\\.\\n\\n@${host} #123456$`))
  expect(textIn('ar', 'مرج '.repeat(40)).length).toBeLessThanOrEqual(134)
  expect(textIn('en', '草原'.repeat(80)).length).toBeLessThanOrEqual(134)
})

test('a name with line breaks writes no line of its own', () => {
  expect(textIn('en', 'Meadow\n@evil.example #999999\r\u2028x').split('\n')).toHaveLength(3)
})
