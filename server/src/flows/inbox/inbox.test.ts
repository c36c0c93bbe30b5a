import { expect, test } from 'vitest'
import { queueMail } from '#platform/mail'
import { contextOf } from '../../../test/context.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const ctx = await contextOf(server)
const sending = await startServer({
  settings: { GATEHOUSE_SMTP_URL: 'smtp://127.0.0.1:9', GATEHOUSE_MAIL_FROM: 'post@meadow.example' },
})
const exposed = await startServer({ settings: { GATEHOUSE_LISTEN: '0.0.0.0' } })

const aMail = {
  to: 'ada@example.com',
  purpose: 'sign_in',
  subject: '123456 is your code',
  text: 'Your code: 123456',
  html: '<p>123456</p><script>steal()</script>',
  code: '123456',
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const statusOf = async (answer: Promise<Response>) => (await answer).status

test('a mail is listed with its code, newest first, by any spelling of the address', async () => {
  await queueMail(ctx, { ...aMail, to: 'Ada@Bücher.example' })
  await queueMail(ctx, { ...aMail, to: 'Ada@Bücher.example', subject: 'second', code: undefined })
  const answer = await server.request('/dev/inbox/messages?to=ada@xn--bcher-kva.example')

  const { subject, text, html, code } = aMail
  const from = 'My business <no-reply@localhost>'
  const any = {
    id: expect.any(String),
    channel: 'email',
    from,
    to: 'Ada@Bücher.example',
    created_at: expect.any(String),
  }
  expect(await answer.json()).toEqual({
    messages: [
      { ...any, subject: 'second', text, html, code: null },
      { ...any, subject, text, html, code },
    ],
  })
})

test('mail of another environment is not in the inbox', async () => {
  const production = await contextOf(server, 'http://my-business.localhost:3000')
  await queueMail(production, { ...aMail, to: 'other@example.com' })

  const here = await (await server.request('/dev/inbox/messages?to=other@example.com')).json()
  const there = await (
    await server.request(
      'http://my-business.localhost:3000/dev/inbox/messages?to=other@example.com',
      bearer(server.firstRun.inbox_token),
    )
  ).json()
  expect(here).toEqual({ messages: [] })
  expect(there).toEqual({ messages: [expect.objectContaining({ to: 'other@example.com' })] })
})

test('content is sealed in the database', async () => {
  await queueMail(ctx, { ...aMail, to: 'sealed@example.com' })
  const [row] = await server.query('select * from mail_messages where recipient = $1', ['sealed@example.com'])

  expect(Buffer.isBuffer(row?.['content_sealed'])).toBe(true)
  expect(String(row?.['content_sealed'])).not.toContain('123456')
})

test('the page shows mail and its code', async () => {
  await queueMail(ctx, { ...aMail, to: 'page@example.com' })
  const html = await (await server.request('/dev/inbox?to=page@example.com')).text()

  expect(html).toContain('123456 is your code')
  expect(html).toContain('data-copies="123456"')
})

test('a mail is shown as it looks in a document where nothing runs', async () => {
  await queueMail(ctx, { ...aMail, to: 'looks@example.com' })
  const page = await (await server.request('/dev/inbox?to=looks@example.com')).text()
  const href = /href="(\/dev\/inbox\/messages\/[^"]+\/html)"/.exec(page)?.[1] ?? ''
  const answer = await server.request(href)

  expect(await answer.text()).toBe(aMail.html)
  expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
})

test('an open page is told when mail comes', async () => {
  const answer = await server.request('/dev/inbox/events')
  const chunks = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  await chunks.read()
  await queueMail(ctx, { ...aMail, to: 'live@example.com' })

  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect((await chunks.read()).value).toMatch(/^id: [0-9a-f-]{36}\ndata: new\n\n$/)
  await chunks.cancel()
})

test('mail that came before the stream was opened is not missed', async () => {
  const { messages } = (await (await server.request('/dev/inbox/messages')).json()) as { messages: { id: string }[] }
  const answer = await server.request(`/dev/inbox/events?after=${messages[1]?.id ?? ''}`)
  const chunks = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  await chunks.read()

  expect((await chunks.read()).value).toContain(`id: ${messages[0]?.id ?? ''}`)
  await chunks.cancel()
})

test.each(['/dev/inbox', '/dev/inbox/messages', '/dev/inbox/events'])(
  '%s needs the token where the server listens to others',
  async (path) => {
    const refused = await exposed.request(path)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(await statusOf(exposed.request(path, bearer(`${exposed.firstRun.inbox_token}x`)))).toBe(401)
  },
)

test.each([
  ['production', 'http://my-business.localhost:3000'],
  ['the control environment', 'http://admin.localhost:3000'],
])('the inbox of %s asks for the token on this machine too', async (_name, origin) => {
  const path = `${origin}/dev/inbox/messages`
  expect(await statusOf(server.request(path))).toBe(401)
  expect(await statusOf(server.request(path, bearer(server.firstRun.inbox_token)))).toBe(200)
})

test('a mail with a sender of its own is listed with it', async () => {
  await queueMail(await contextOf(sending), { ...aMail, to: 'named@example.com', senderName: 'Green Meadow' })
  const { messages } = (await (await sending.request('/dev/inbox/messages')).json()) as { messages: unknown[] }
  expect(messages).toMatchObject([{ from: 'Green Meadow <post@meadow.example>' }])
})

test('the page tells whether mail is sent as well', async () => {
  expect(await (await server.request('/dev/inbox')).text()).toContain('instead of leaving the machine')
  expect(await (await sending.request('/dev/inbox')).text()).toContain('is sent to its address as well')
})

test('the inbox token opens it', async () => {
  expect(await statusOf(exposed.request('/dev/inbox/messages', bearer(exposed.firstRun.inbox_token)))).toBe(200)
})

test.each([
  ['x-forwarded-for', '203.0.113.9'],
  ['x-forwarded-host', 'id.example.com'],
  ['x-forwarded-proto', 'https'],
  ['forwarded', 'for=203.0.113.9'],
  ['via', '1.1 proxy'],
  ['x-real-ip', '203.0.113.9'],
  ['true-client-ip', '203.0.113.9'],
  ['x-client-ip', '203.0.113.9'],
  ['x-cluster-client-ip', '203.0.113.9'],
  ['fastly-client-ip', '203.0.113.9'],
  ['fly-client-ip', '203.0.113.9'],
  ['cf-connecting-ip', '203.0.113.9'],
  ['cf-ray', '230b030023ae2822-SJC'],
  ['x-azure-clientip', '203.0.113.9'],
  ['x-original-host', 'id.example.com'],
])('a request with %s came through a proxy and needs the token', async (name, value) => {
  expect(await statusOf(server.request('/dev/inbox/messages', { headers: { [name]: value } }))).toBe(401)
})

test.each([
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty' },
  { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'empty' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
])('a page of another site cannot read it: %o', async (headers) => {
  const answer = await server.request('/dev/inbox/messages', { headers })
  expect(answer.status).toBe(403)
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

test('a link to the inbox on another site works', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }
  expect(await statusOf(server.request('/dev/inbox', { headers }))).toBe(200)
})

test('a host that nobody registered reads nothing, whatever it resolves to (DNS rebinding)', async () => {
  expect(await statusOf(server.request('http://evil.example:3000/dev/inbox/messages'))).toBe(421)
})

function postToken(token: string, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) {
  const body = new URLSearchParams({ token })
  return exposed.request('/dev/inbox', { method: 'POST', body, headers })
}

test('a browser presents the token once and gets a cookie for it', async () => {
  const admitted = await postToken(` ${exposed.firstRun.inbox_token} `)
  const cookie = admitted.headers.get('set-cookie')?.split(';')[0] ?? ''

  expect(admitted.status).toBe(303)
  expect(admitted.headers.get('set-cookie')).toMatch(/^gh_http_\w+_inbox=[\w.-]+; Path=\/; SameSite=Lax; HttpOnly/)
  expect(await statusOf(exposed.request('/dev/inbox/messages', { headers: { cookie } }))).toBe(200)
})

test('the cookie ends after eight hours', async () => {
  const admitted = await postToken(exposed.firstRun.inbox_token)
  const cookie = admitted.headers.get('set-cookie')?.split(';')[0] ?? ''
  await exposed.advance(8 * 3600 + 1)

  expect(await statusOf(exposed.request('/dev/inbox/messages', { headers: { cookie } }))).toBe(401)
})

test('a cookie whose end was moved opens nothing', async () => {
  const admitted = await postToken(exposed.firstRun.inbox_token)
  const cookie = (admitted.headers.get('set-cookie')?.split(';')[0] ?? '').replace(/=\d+\./, '=99999999999.')

  expect(await statusOf(exposed.request('/dev/inbox/messages', { headers: { cookie } }))).toBe(401)
})

test('a wrong token gets no cookie and is said to be wrong', async () => {
  const refused = await postToken('guess')
  expect(refused.status).toBe(401)
  expect(refused.headers.get('set-cookie')).toBeNull()
  expect(await refused.text()).toContain('not the inbox token')
})

test('another site cannot present a token for somebody', async () => {
  const refused = await postToken(exposed.firstRun.inbox_token, {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-dest': 'document',
  })
  expect(refused.headers.get('set-cookie')).toBeNull()
})
