import { expect, test } from 'vitest'
import { anApplication, api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer({ settings: { GATEHOUSE_OUTBOUND_ALLOW: '10.1.0.0/16' } })
const calls = await api(server)
const path = `/applications/${await anApplication(calls)}/backchannel_logout`
const put = (uri: unknown, at = path) => calls.put(at, { backchannel_logout_uri: uri })

test('where an application is told of sign-outs can be set, read and taken back', async () => {
  expect((await put('https://app.example/out?x=1')).status).toBe(200)
  expect((await calls.get(path)).body.backchannel_logout_uri).toBe('https://app.example/out?x=1')
  await put('')
  expect((await calls.get(path)).body.backchannel_logout_uri).toBe(null)
})

test.each([
  ['app.example/out', 'URL_SCHEME_MISSING'],
  ['//app.example', 'URL_SCHEME_MISSING'],
  ['javascript:alert(1)', 'URL_SCHEME_NOT_ALLOWED'],
  ['data:text/html,x', 'URL_SCHEME_NOT_ALLOWED'],
  ['myapp://out', 'URL_SCHEME_NOT_ALLOWED'],
  ['https://app.example/#x', 'URL_FRAGMENT_NOT_ALLOWED'],
  ['https://app.test@evil.example', 'URL_CREDENTIALS_NOT_ALLOWED'],
  ['https://app.example\\@evil.example', 'URL_INVALID_CHARACTER'],
  ['https://app.example/\nx', 'URL_INVALID_CHARACTER'],
  ['https://*.app.example/out', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://{organization.handle}.app.example/out', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://APP.example/out', 'URL_NOT_NORMALIZED'],
  ['https://0x7f.1/', 'URL_NOT_NORMALIZED'],
  ['https://2130706433/', 'URL_NOT_NORMALIZED'],
  ['http://app.example/out', 'URL_HTTP_NOT_LOCAL'],
  ['http://localhost.evil.example/', 'URL_HTTP_NOT_LOCAL'],
  ['https:app.example', 'INVALID_URL'],
  ['https://127.0.0.1/', 'URL_ADDRESS_NOT_ALLOWED'],
  ['http://127.0.0.1:8080/', 'URL_ADDRESS_NOT_ALLOWED'],
  ['https://169.254.169.254/', 'URL_ADDRESS_NOT_ALLOWED'],
  ['https://[::1]/', 'URL_ADDRESS_NOT_ALLOWED'],
  ['https://10.2.0.1/', 'URL_ADDRESS_NOT_ALLOWED'],
  ['https://8.8.8.8:8443/', 'URL_ADDRESS_NOT_ALLOWED'],
])('ATO-08, ATO-17 %s is refused with %s, and nothing changes', async (uri, code) => {
  await put('https://app.example/before')
  expect(await put(uri)).toMatchObject(refusal(400, code))
  expect((await calls.get(path)).body.backchannel_logout_uri).toBe('https://app.example/before')
})

test('a network that the operator allowed can be named, at any port', async () => {
  expect((await put('https://10.1.2.3:8443/out')).status).toBe(200)
})

test('an application of another environment is answered like one that nobody has (ATO-11)', async () => {
  const foreign = await anApplication(await api(server, { origin: PRODUCTION }))
  const at = `/applications/${foreign}/backchannel_logout`
  expect(await put('https://evil.example/', at)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
  expect(await calls.get(at)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
})
