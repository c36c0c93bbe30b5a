import { expect, test } from 'vitest'
import { anApplication, api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const production = await api(server, { origin: PRODUCTION })
const root = async (origin: string) => {
  const answer = await server.request(`${origin}/`)
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}

test('the root of a development issuer says what answers there, with links to the console and the inbox', async () => {
  const { status, html } = await root(server.origin)
  expect(status).toBe(200)
  expect(html).toContain(server.origin)
  expect(html).toContain('href="http://admin.localhost:3000/console"')
  expect(html).toContain('href="/dev/inbox"')
})

test('the root of a production issuer shows the name of the business and nothing else', async () => {
  const { status, html } = await root(PRODUCTION)
  expect(status).toBe(200)
  expect(html).toContain('My business</h1>')
  expect(html).not.toMatch(/console|inbox|issuer|gatehouse/i)
})

test('the root of a production issuer leads to the homepage of the application that the settings choose', async () => {
  const id = await anApplication(production, { name: 'Shop' })
  const choose = (homepage_application: string | null) =>
    production.patch('/environment/settings', { homepage_application })

  expect(await choose(id)).toMatchObject(refusal(400, 'NO_HOMEPAGE'))
  expect(await choose('0'.repeat(32))).toMatchObject(refusal(400, 'NO_HOMEPAGE'))
  await production.patch(`/applications/${id}`, { homepage_uri: 'https://shop.example/' })
  expect((await choose(id)).status).toBe(200)
  expect(await root(PRODUCTION)).toMatchObject({ status: 303, location: 'https://shop.example/' })
  await choose(null)
  expect((await root(PRODUCTION)).status).toBe(200)
})

test('the root shows the name again after the application was deleted', async () => {
  const id = await anApplication(production, { name: 'Gone' })
  await production.patch(`/applications/${id}`, { homepage_uri: 'https://gone.example/' })
  await production.patch('/environment/settings', { homepage_application: id })
  await production.delete(`/applications/${id}`)
  expect((await root(PRODUCTION)).status).toBe(200)
})
