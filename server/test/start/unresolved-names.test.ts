import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './folders.ts'
import { freePort, startServerProcess } from './server-process.ts'

/** A resolver that knows, or does not know, the names below `localhost`, whatever this machine does. */
function resolver(folder: string, isKnown: boolean): Record<string, string> {
  const file = join(folder, 'resolver.cjs')
  const answer = isKnown ? `({ address: '127.0.0.1', family: 4 })` : `Promise.reject(new Error('ENOTFOUND'))`
  writeFileSync(
    file,
    `const dns = require('node:dns/promises'); const ask = dns.lookup
     dns.lookup = async (host, ...more) => (String(host).endsWith('.localhost') ? ${answer} : ask(host, ...more))
     require('node:module').syncBuiltinESMExports()`,
  )
  return { NODE_OPTIONS: `--require ${file}` }
}

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split('=')[0])

test('if names below localhost do not resolve, the start explains what to do and the console works without them', async () => {
  const folder = temporaryFolder()
  const server = await startServerProcess(folder, resolver(folder, false))
  await server.line(/management-client|for scripts/)
  const alias = server.origin.replace('localhost', '127.0.0.1')
  const printed = server.lines.join('\n')
  const firstRun: unknown = JSON.parse(readFileSync(join(folder, 'first-run.json'), 'utf8'))
  const link = /http:\/\/127\.0\.0\.1:\d+\/setup\/\S+/.exec(printed)?.[0] ?? ''
  const setup = await fetch(link)
  const inbox = await fetch(`${server.origin}/dev/inbox?lang=de`)

  expect(printed).toMatch(/does not resolve: admin\.localhost my-business\.localhost/)
  expect(printed).toContain('  127.0.0.1 admin.localhost my-business.localhost')
  expect(printed).toContain(`  Console     ${alias}/console`)
  expect(firstRun).toMatchObject({ console_url: expect.stringContaining('admin.localhost'), console_alias_url: alias })
  expect(setup.status).toBe(200)
  // Each environment has cookies of its own, of one host only.
  expect(setup.headers.getSetCookie().join()).not.toMatch(/domain=/i)
  expect(cookiesOf(setup).filter((name) => cookiesOf(inbox).includes(name))).toEqual([])
})

test('the console at its second address is a separate origin', async () => {
  const folder = temporaryFolder()
  const server = await startServerProcess(folder, resolver(folder, true))
  await server.line(/for scripts/)
  const alias = server.origin.replace('localhost', '127.0.0.1')
  const { installation } = JSON.parse(readFileSync(join(folder, 'first-run.json'), 'utf8')) as {
    installation: Record<string, string>
  }
  const discovery = (await (await fetch(`${alias}/.well-known/openid-configuration`)).json()) as { issuer: string }
  const token = await fetch(`${alias}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: installation['client_id'] ?? '',
      client_secret: installation['client_secret'] ?? '',
      audience: `${alias}/api`,
    }),
  })
  const { access_token } = (await token.json()) as { access_token: string }
  const headers = { authorization: `Bearer ${access_token}` }
  const link = /\/setup\/\S+/.exec(server.lines.join('\n'))?.[0] ?? ''
  const foreign = await fetch(`${alias}${link}`, { method: 'POST', headers: { origin: server.origin } })

  expect(server.lines.join('\n')).not.toMatch(/does not resolve/)
  expect(discovery.issuer).toBe(alias)
  expect((await fetch(`${alias}/api/v1/businesses`, { headers })).status).toBe(200)
  // A page of the root environment gets nowhere at the console, nor a token of the console at the root.
  expect(foreign.status).toBe(403)
  expect((await fetch(`${server.origin}/api/v1/environment`, { headers })).status).toBe(401)
})

test('an address that the root environment had before does not become the console’s', async () => {
  const folder = temporaryFolder()
  const port = String(await freePort())
  const first = await startServerProcess(folder, { PORT: port, GATEHOUSE_URL: `http://127.0.0.1:${port}` })
  await first.line(/for scripts/)
  first.kill('SIGTERM')
  await first.ended
  const second = await startServerProcess(folder, { PORT: port })
  await second.line(/for scripts/)
  const environment = (await (await fetch(`http://127.0.0.1:${port}/oauth2/auth`)).text()).includes('Gatehouse')

  expect(environment).toBe(false)
  expect(JSON.parse(readFileSync(join(folder, 'first-run.json'), 'utf8'))).toMatchObject({ console_alias_url: null })
})
