import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sendTo } from '../processes.ts'
import { temporaryFolder } from './folders.ts'
import { ROOT, startProcess } from './processes.ts'
import { settings, startServerProcess, type ServerProcess } from './server-process.ts'

interface PrintedClient {
  readonly issuer: string
  readonly environment: string
  readonly management: Readonly<Record<'client_id' | 'client_secret' | 'audience' | 'token_endpoint', string>>
}

const folder = temporaryFolder()
let alone: Awaited<ReturnType<typeof runCommand>> | undefined

async function runCommand(...args: string[]) {
  const command = startProcess([`${ROOT}server/bin/gatehouse.cjs`, 'management-client', ...args], {
    env: settings(folder, {}),
  })
  const { code } = await command.ended
  return { code, text: command.lines.join('\n') }
}

async function scopesOf(server: ServerProcess, { management }: PrintedClient): Promise<string[]> {
  const { client_id, client_secret, audience, token_endpoint } = management
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, audience }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await sendTo(Number(new URL(server.origin).port), new URL(token_endpoint), {
    method: 'POST',
    body,
    headers,
  })
  return ((await answer.json()) as { scope: string }).scope.split(' ')
}

const readFirstRun = () => JSON.parse(readFileSync(join(folder, 'first-run.json'), 'utf8')) as Record<string, unknown>

test(
  'a command on the server’s machine makes a client of any environment, beside a running server and without one',
  { timeout: 120_000 },
  async () => {
    const first = await startServerProcess(folder)
    await first.line(/listening/)
    const beside = await runCommand('--environment', 'production')
    const production = JSON.parse(beside.text) as PrintedClient
    expect(await scopesOf(first, production)).toContain('create:applications')
    expect(production).toMatchObject({ environment: 'production', issuer: expect.stringContaining('my-business.') })
    first.kill('SIGTERM')
    await first.ended

    alone = await runCommand('--business', 'admin', '--environment', 'control')
    const wrong = [await runCommand('--environment', 'nowhere'), await runCommand('--everything')]
    expect(wrong.map(({ code }) => code)).toEqual([1, 1])
    expect(wrong.map(({ text }) => text.slice(0, 30))).toEqual([
      'There is no such environment. ',
      'Usage: npm run management-clie',
    ])
  },
)

test(
  'with another environment at the root first-run.json and the greeting name both',
  { timeout: 120_000 },
  async () => {
    const before = readFirstRun()
    const server = await startServerProcess(folder, { GATEHOUSE_ROOT_ENVIRONMENT: 'production' })
    await server.line(/npm run management-client -- --environment production/)
    const port = new URL(server.origin).port
    // The console's address has the port of this start.
    const { management, ...rest } = JSON.parse(alone?.text ?? '') as PrintedClient
    const endpoint = new URL(management.token_endpoint)
    endpoint.port = port
    const installation = { ...management, token_endpoint: endpoint.href, audience: `${endpoint.origin}/api` }
    expect(await scopesOf(server, { ...rest, management: installation })).toEqual(
      ['create', 'delete', 'read', 'update'].map((verb) => `${verb}:businesses`),
    )
    const issuer = `http://my-business-development.localhost:${port}`
    expect(readFirstRun()).toMatchObject({
      environment: 'development',
      root_environment: 'production',
      issuer,
      management: {
        ...Object(before['management']),
        audience: `${issuer}/api`,
        token_endpoint: `${issuer}/oauth2/token`,
      },
    })
    server.kill('SIGTERM')
    await server.ended
  },
)
