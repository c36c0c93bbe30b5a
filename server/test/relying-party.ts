import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export interface LogoutClaims extends Record<string, unknown> {
  readonly sub: string
  readonly sid: string
  readonly jti: string
}

export interface RelyingParty {
  /** The address that receives logout tokens. */
  readonly uri: string
  /** The logout tokens received. */
  readonly tokens: string[]
  /** The claims of these tokens. */
  claims(): LogoutClaims[]
  /** Sets the answer from now on. */
  answer(status: number): void
}

/** The server of an application on this machine that receives logout tokens. */
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
