import { expect, test } from 'vitest'
import { anApplication, api, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const ok = { status: 200, body: { code: 'OK', message: 'Success' } }

const lists = [
  { segment: 'auth_redirect_urls', field: 'redirect_urls', other: 'auth_logout_urls' },
  { segment: 'auth_logout_urls', field: 'logout_urls', other: 'auth_redirect_urls' },
]

test.each(lists)('$segment keep their order, add without repeating, and are replaced', async ({ segment, field }) => {
  const path = `/applications/${await anApplication(calls)}/${segment}`
  expect(
    await calls.post(path, { urls: ['https://b.example', 'https://a.example', 'https://b.example'] }),
  ).toMatchObject(ok)
  expect(await calls.post(path, { urls: ['https://c.example', 'https://a.example'] })).toMatchObject(ok)
  expect((await calls.get(path)).body[field]).toEqual(['https://b.example', 'https://a.example', 'https://c.example'])
  expect(await calls.put(path, { urls: ['https://d.example', 'https://d.example'] })).toMatchObject(ok)
  expect((await calls.get(path)).body[field]).toEqual(['https://d.example'])
})

test.each(lists)('$segment are a list of their own (A2-3)', async ({ segment, other }) => {
  const id = await anApplication(calls)
  await calls.post(`/applications/${id}/${segment}`, { urls: ['https://a.example'] })
  expect(JSON.stringify((await calls.get(`/applications/${id}/${other}`)).body)).not.toContain('https')
})

const four = ['https://a.example', 'https://a.example/?x=1,2', 'https://a.example/c d'.replace(' ', '%20'), 'myapp://b']

test.each([
  { name: 'as it is', encode: (urls: string[]) => urls.join(',') },
  { name: 'encoded as a whole', encode: (urls: string[]) => encodeURIComponent(urls.join(',')) },
  { name: 'encoded one by one', encode: (urls: string[]) => urls.map((url) => encodeURIComponent(url)).join(',') },
  {
    name: 'encoded one by one and as a whole',
    encode: (urls: string[]) => encodeURIComponent(urls.map((url) => encodeURIComponent(url)).join(',')),
  },
])('URLs are deleted by a list $name', async ({ encode }) => {
  const path = `/applications/${await anApplication(calls)}/auth_redirect_urls`
  await calls.put(path, { urls: four })
  const query = encode(['https://a.example', 'https://a.example/?x=1,2', 'https://unknown.example'])
  expect(await calls.delete(`${path}?urls=${query}`)).toMatchObject(ok)
  expect((await calls.get(path)).body.redirect_urls).toEqual(four.slice(2))
})

test.each(['', '?urls='])('a deletion%s that names nothing is refused', async (query) => {
  const path = `/applications/${await anApplication(calls)}/auth_redirect_urls${query}`
  expect(await calls.delete(path)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
})

test('twenty additions at once keep all twenty', async () => {
  const path = `/applications/${await anApplication(calls)}/auth_redirect_urls`
  const urls = Array.from({ length: 20 }, (_, index) => `https://a.example/${String(index).padStart(2, '0')}`)
  const answers = await Promise.all(urls.map((url) => calls.post(path, { urls: [url, 'https://shared.example'] })))
  const listed: string[] = (await calls.get(path)).body.redirect_urls
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(listed.toSorted()).toEqual([...urls, 'https://shared.example'])
})

test('additions and deletions at once lose nothing', async () => {
  const path = `/applications/${await anApplication(calls)}/auth_redirect_urls`
  await calls.put(path, { urls: ['https://old.example/1', 'https://old.example/2'] })
  await Promise.all([
    calls.post(path, { urls: ['https://new.example/1'] }),
    calls.delete(`${path}?urls=https://old.example/1`),
    calls.post(path, { urls: ['https://new.example/2'] }),
    calls.delete(`${path}?urls=https://old.example/2`),
  ])
  const listed: string[] = (await calls.get(path)).body.redirect_urls
  expect(listed.toSorted()).toEqual(['https://new.example/1', 'https://new.example/2'])
})

test('a list ends at 500 URLs, and what would be more changes nothing', async () => {
  const path = `/applications/${await anApplication(calls)}/auth_redirect_urls`
  const urls = Array.from({ length: 500 }, (_, index) => `https://a.example/${String(index)}`)
  expect(await calls.post(path, { urls })).toMatchObject(ok)
  expect(await calls.post(path, { urls: ['https://b.example'] })).toMatchObject(refusal(400, 'TOO_MANY_URLS'))
  expect(await calls.put(path, { urls: [...urls, 'https://b.example'] })).toMatchObject(refusal(400, 'TOO_MANY_URLS'))
  expect((await calls.get(path)).body.redirect_urls).toEqual(urls)
})

test.each(['post', 'put'] as const)('%s refuses all when one is wrong', async (method) => {
  const path = `/applications/${await anApplication(calls)}/auth_redirect_urls`
  const answer = await calls[method](path, { urls: ['https://a.example', 'http://b.example'] })
  expect(answer).toMatchObject(refusal(400, 'URL_HTTP_NOT_LOCAL'))
  expect((await calls.get(path)).body.redirect_urls).toEqual([])
})

test.each([{}, { urls: null }, { urls: 'https://a.example' }, { urls: [1] }, { urls: [null] }])(
  'a body of %j is refused',
  async (body) => {
    const path = `/applications/${await anApplication(calls)}/auth_redirect_urls`
    expect(await calls.post(path, body)).toMatchObject(refusal(400, 'INVALID_BODY'))
    expect(await calls.put(path, body)).toMatchObject(refusal(400, 'INVALID_BODY'))
  },
)
