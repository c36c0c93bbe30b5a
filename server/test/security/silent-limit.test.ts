import { expect, test } from 'vitest'
import { anApplication, authorizePath, pkce, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const client = await anApplication(server)

test('AS-30 one browser signs in silently sixty times a minute at most, over all applications', async () => {
  const other = await anApplication(server)
  const { browser } = await signUp(server, client, 'loop@example.com')
  const another = (await signUp(server, client, 'calm@example.com')).browser
  const silently = (one: typeof browser, application: typeof client) =>
    one.open(authorizePath(application, pkce(), { prompt: 'none' }))
  const answers: string[] = []
  for (let times = 0; times < 61; times += 1) answers.push(await silently(browser, times % 2 === 0 ? client : other))
  const calm = await silently(another, client)
  await server.advance(61)
  const later = await silently(browser, client)

  expect(answers.slice(0, 60).every((answer) => answer.includes('code='))).toBe(true)
  expect(answers.at(-1)).toContain('error=temporarily_unavailable')
  expect([calm, later]).toEqual([expect.stringContaining('code='), expect.stringContaining('code=')])
})
