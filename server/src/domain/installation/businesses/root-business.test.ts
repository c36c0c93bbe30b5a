import { expect, test } from 'vitest'
import { api, CONTROL, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'
import { openServices } from '../../../services.ts'
import { removeEnvironments } from '#domain/retention'

const server = await startServer()
const calls = await api(server, { origin: CONTROL })
const statusAt = async (origin: string) => (await server.request(`${origin}/.well-known/jwks`)).status

/** Another start on the same database. */
async function startAgain() {
  const { connectionString } = server
  const opened = await openServices(server.config, { connectionString, directConnectionString: connectionString })
  await opened.close()
  return opened.installation
}

test('T1-7 the business at the address of the installation can be deleted, and nothing answers there afterwards', async () => {
  const { businesses } = (await calls.get('/businesses')).body
  const { code } = businesses.find((one: { host_label: string }) => one.host_label === 'my-business')
  const refused = await calls.delete(`/businesses/${code}`)
  expect(refused).toMatchObject(refusal(409, 'CONFIRMATION_REQUIRED'))
  expect(refused.body.errors[0].message).toContain(`Nothing will answer at ${server.origin} afterwards`)
  expect(await calls.delete(`/businesses/${code}?confirm=${code}`)).toMatchObject({ status: 200 })
  expect([await statusAt(server.origin), await statusAt(PRODUCTION), await statusAt(CONTROL)]).toEqual([421, 421, 200])

  await calls.post('/businesses', { name: 'Next', host_label: 'next' })
  await removeEnvironments(server.opened.services)
  const installation = await startAgain()
  expect([installation.root, [...installation.origins]]).toEqual([undefined, []])
  expect([await statusAt(server.origin), await statusAt('http://next.localhost:3000')]).toEqual([421, 200])
})
