import { expect, test } from 'vitest'
import { api, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()

test('the languages of the pages are listed by their own names, and each can be the default', async () => {
  const calls = await api(server)
  const { languages } = (await calls.get('/languages')).body
  expect(languages).toContainEqual({ key: 'ar', name: 'العربية' })
  for (const { key } of languages) {
    expect((await calls.patch('/environment/settings', { language_key: key })).status).toBe(200)
  }
})

test('the list of languages needs the scope to read environments', async () => {
  const calls = await api(server, { scopes: ['read:users'] })
  expect(await calls.get('/languages')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})
