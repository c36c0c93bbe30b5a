import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export interface LogoutClaims extends Record<string, unknown> {
  readonly sub: string
  readonly sid: string
  readonly jti: string
}

export interface RelyingParty {
  /** Where it takes logout tokens. */
  readonly uri: string
  /** The logout tokens that it was sent. */
  readonly tokens: string[]
  /** What they say. */
  claims(): LogoutClaims[]
  /** What it answers from now on. */
  answer(status: number): void
}

/** An application's server on this machine that takes logout tokens. */
export async function startRelyingParty(): Promise<RelyingParty> {
  const tokens: string[] = []
  let status = 200
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const token = new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token')
      if (token !== null && request.method === 'POST') tokens.push(token)
      response.writeHead(status, { 'cache-control': 'no-store' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    uri: `http://localhost:${String((server.address() as AddressInfo).port)}/backchannel`,
    tokens,
    claims: () =>
      tokens.map((token) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as LogoutClaims),
    answer: (next) => {
      status = next
    },
  }
}
