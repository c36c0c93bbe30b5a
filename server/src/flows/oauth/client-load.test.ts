import { expect, test } from 'vitest'
import { anApplication, exchange, postForm, signUp, type Tokens } from '../../../test/oauth.ts'
import { contextOf } from '../../../test/context.ts'
import { startServer } from '../../../test/server.ts'
import { createClientLoad } from './client-load.ts'

const server = await startServer()
const { client_id: id, client_secret: secret } = server.firstRun.management
const browser = await anApplication(server)
const MANY = 700

async function statuses(path: string, fields: Record<string, string>) {
  const seen: number[] = []
  for (let sent = 0; sent < MANY; sent += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => postForm(server, path, fields)))
    seen.push(...answers.map(({ status }) => status))
  }
  return seen
}

test.each(['/oauth2/introspect', '/oauth2/revoke'])(
  '%s limits a client that tries secrets out, and no client with the right one (D.6)',
  async (path) => {
    const wrong = await statuses(path, { client_id: id, client_secret: 'wrong', token: 'x' })
    const right = await postForm(server, path, { client_id: id, client_secret: secret, token: 'x' })
    expect(new Set(wrong)).toEqual(new Set([401, 429]))
    expect(right.status).toBe(200)
  },
)

test('a public client, whose id anybody can use, revokes only so often from one network (D.6)', async () => {
  const tokens = (await (
    await exchange(server, browser, await signUp(server, browser, 'a@example.com'))
  ).json()) as Tokens
  const other = await anApplication(server, { redirectUri: 'https://other.example.com/callback' })
  const seen = await statuses('/oauth2/revoke', { client_id: other.clientId, token: 'x' })
  const own = await postForm(server, '/oauth2/revoke', { client_id: browser.clientId, token: tokens.access_token })
  expect(seen.at(-1)).toBe(429)
  expect(own.status).toBe(200)
})

test('an authenticated client has a share of its own (D.6)', async () => {
  const ctx = await contextOf(server)
  const load = createClientLoad({ proven: { burst: 2, perSecond: 1 } })
  const ask = (client: string) => () => load.countProven(ctx, client)
  ask('one')()
  ask('one')()
  expect(ask('one')).toThrow(expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }))
  expect(ask('two')).not.toThrow()
})
