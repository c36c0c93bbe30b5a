import { expect, test } from 'vitest'
import { anApplication, manage, signUp } from '../oauth.ts'
import { startServers } from '../processes.ts'
import { startRelyingParty } from '../relying-party.ts'

const { server, at } = await startServers(2)
const party = await startRelyingParty()
const client = await anApplication(server)
const path = `/api/v1/applications/${client.clientId}/backchannel_logout`
await manage(server, 'PUT', path, { backchannel_logout_uri: party.uri })

test('AS-62 one of two processes notifies the application of each sign-out, at once', async () => {
  const people = []
  for (let index = 0; index < 8; index += 1) {
    people.push(await signUp(at(index), client, `person${String(index)}@example.com`))
  }
  await Promise.all(people.map(({ browser }) => browser.open('/logout')))
  await expect.poll(() => server.query('select id from logout_notices'), { timeout: 10_000 }).toEqual([])
  expect(party.tokens).toHaveLength(8)
  expect(new Set(party.claims().map(({ sid }) => sid)).size).toBe(8)
})

test('AS-62 signing out everywhere in both processes at the same moment notifies once per session', async () => {
  party.tokens.length = 0
  const people = [await signUp(at(0), client, 'both@example.com'), await signUp(at(1), client, 'both@example.com')]
  for (const { browser } of people) await browser.open('/logout?all_sessions=true')
  await Promise.all(people.map(({ browser }) => browser.submit('confirm')))
  await expect.poll(() => server.query('select id from logout_notices'), { timeout: 10_000 }).toEqual([])
  expect(new Set(party.claims().map(({ sid }) => sid)).size).toBe(2)
  expect(party.tokens).toHaveLength(2)
})
