import { expect, test } from 'vitest'
import { api, PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

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
