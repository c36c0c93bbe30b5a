import { expect, test } from 'vitest'
import { anApplication, exchange, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'
import { openWay, type Way } from '../silent-database.ts'

const ways: Way[] = []
const server = await startServer({
  async through(database) {
    const way = await openWay(database)
    ways.push(way)
    return way.connectionString
  },
})
const client = await anApplication(server)
const PUBLISHED = ['/.well-known/jwks', '/.well-known/openid-configuration']
const statusOf = async (path: string) => (await server.request(path)).status

test('REL-07 REL-25 a database that does not answer costs 503, and hosts, keys and metadata answer from the last known values', async () => {
  const signedUp = await signUp(server, client, 'silent@example.com')
  const before = await Promise.all(PUBLISHED.map(statusOf))
  for (const way of ways) way.fallSilent()
  const refused = await Promise.all([
    exchange(server, client, signedUp).then(({ status }) => status),
    statusOf('/health/ready'),
  ])
  // The values read before are now older than a second.
  const during = await Promise.all(PUBLISHED.map(statusOf))

  expect({ before, refused, during }).toEqual({ before: [200, 200], refused: [503, 503], during: [200, 200] })
}, 60_000)

test('REL-07 when the database answers again everything works as before', async () => {
  for (const way of ways) way.speak()
  await expect.poll(() => statusOf('/health/ready'), { timeout: 20_000 }).toBe(200)
  const signedUp = await signUp(server, client, 'spoken@example.com')

  expect((await exchange(server, client, signedUp)).status).toBe(200)
}, 60_000)
