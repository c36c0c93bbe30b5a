import { expect, test } from 'vitest'
import { api, PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

test('an environment has the colours and the theme that its settings say (X4-1)', async () => {
  const look = { link_color: '#2F5D50', background_color_dark: 'rgb(0, 0, 0)', theme_code: 'dark' }
  await calls.patch('/environment/settings', look)
  expect((await calls.get('/environment')).body.environment).toMatchObject({
    link_color: { raw: '#2F5D50', hex: '#2f5d50', hsl: 'hsl(163, 33%, 27%)' },
    background_color_dark: { raw: 'rgb(0, 0, 0)', hex: '#000000', hsl: 'hsl(0, 0%, 0%)' },
    color_scheme: 'dark',
  })
  const page = await (await server.request('/nowhere')).text()
  expect(page).toContain('--page:#000000')
  await calls.patch('/environment/settings', { link_color: null, background_color_dark: null, theme_code: null })
})

test('an environment says what it is', async () => {
  const elsewhere = await api(server, { origin: PRODUCTION })
  const [one, other] = [await calls.get('/environment'), await elsewhere.get('/environment')]
  expect(one.body.environment).toMatchObject({
    code: 'development',
    name: 'Development',
    is_default: false,
    is_live: false,
    kinde_domain: 'localhost:3000',
    logo: null,
    button_color: null,
    theme_code: 'user_preference',
  })
  expect(other.body.environment).toMatchObject({
    code: 'production',
    is_default: true,
    kinde_domain: 'my-business.localhost:3000',
  })
})
