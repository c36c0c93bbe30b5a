import { validateToken } from '@kinde/jwt-validator'
import { expect, test } from 'vitest'
import { anApplication, exchange, signUp, type Tokens } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer({ isListening: true })
const application = await anApplication(server)
const signedUp = await signUp(server, application, 'ada@example.com')
const tokens = (await (await exchange(server, application, signedUp)).json()) as Tokens

test.each(['access_token', 'id_token'] as const)('the signature of the %s is found valid', async (kind) => {
  const answer = await validateToken({ token: tokens[kind], domain: server.origin })
  expect(answer.valid).toBe(true)
})

test('a token whose claims were changed is found invalid', async () => {
  const [header, , signature] = tokens.access_token.split('.')
  const claims = Buffer.from(JSON.stringify({ sub: 'kp_somebody_else' })).toString('base64url')
  const answer = await validateToken({ token: `${header}.${claims}.${signature}`, domain: server.origin })
  expect(answer.valid).toBe(false)
})
