import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { anOwnerSignedIn, consoleBrowser, cookieOf } from '../../../test/console.ts'
import { CONTROL, PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const built = mkdtempSync(join(tmpdir(), 'gatehouse-console-'))
afterAll(() => rmSync(built, { recursive: true, force: true }))
mkdirSync(join(built, 'assets'))
writeFileSync(join(built, 'secret.txt'), 'not served')
writeFileSync(
  join(built, 'index.html'),
  '<!doctype html><meta name="nonce" content="{{nonce}}"><script src="/console/assets/a-1.js">',
)
const SCRIPT = 'console.log("built")\n'.repeat(100)
writeFileSync(join(built, 'assets', 'a-1.js'), SCRIPT)
writeFileSync(join(built, 'assets', 'b-2.css'), 'a{}')
writeFileSync(join(built, 'assets', 'b-2.css.br'), brotliCompressSync('compressed by the build'))
writeFileSync(join(built, 'assets', 'c-3.woff2'), 'font')
writeFileSync(join(built, 'assets', 'd-4.html'), '<script>alert(1)</script>')

const server = await startServer({ settings: { GATEHOUSE_CONSOLE_DIR: built } })
const unbuilt = await startServer({ settings: { GATEHOUSE_CONSOLE_DIR: join(built, 'nowhere') } })

const asset = async (name: string, headers: Record<string, string> = {}) => {
  const answer = await server.request(`${CONTROL}/console/assets/${name}`, { headers })
  return { answer, body: Buffer.from(await answer.arrayBuffer()) }
}

test.each(['/console', '/console/', '/console/users/kp_1?tab=sessions'])(
  '%s is the page of the console',
  async (path) => {
    const answer = await server.request(`${CONTROL}${path}`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const html = await answer.text()
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? []

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(html).toContain(`content="${nonce}"`)
    expect(nonce.length).toBeGreaterThan(20)
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) {
      expect(policy).toContain(part)
    }
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  },
)

test('the page names the hosts of logos only to those who may see these environments', async () => {
  const policyFor = async (cookie: string) =>
    (await server.request(`${CONTROL}/console`, { headers: { cookie } })).headers.get('content-security-policy')
  const owner = await anOwnerSignedIn(server)

  expect(await policyFor('')).not.toContain(PRODUCTION)
  expect(await policyFor(cookieOf(owner.browser))).toContain(
    `img-src 'self' data: blob: ${PRODUCTION} ${server.origin};`,
  )
})

test('browsers keep files of the console for good, and receive them compressed', async () => {
  const brotli = await asset('a-1.js', { 'accept-encoding': 'gzip, deflate, br' })
  const gzip = await asset('a-1.js', { 'accept-encoding': 'gzip, br;q=0' })
  const plain = await asset('a-1.js')

  expect(brotli.answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect([brotli, gzip, plain].map(({ answer }) => answer.headers.get('content-encoding'))).toEqual([
    'br',
    'gzip',
    null,
  ])
  expect([brotliDecompressSync(brotli.body), gunzipSync(gzip.body), plain.body].map(String)).toEqual([
    SCRIPT,
    SCRIPT,
    SCRIPT,
  ])
  expect(plain.answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(plain.answer.headers.get('vary')).toBe('accept-encoding')
})

test('files that the build compressed are sent as they are', async () => {
  const { body } = await asset('b-2.css', { 'accept-encoding': 'br' })
  expect(brotliDecompressSync(body).toString()).toBe('compressed by the build')
  const font = await asset('c-3.woff2', { 'accept-encoding': 'br' })
  expect([font.answer.headers.get('content-type'), font.answer.headers.get('content-encoding')]).toEqual([
    'font/woff2',
    null,
  ])
})

test.each(['none.js', '..%2fsecret.txt', '%2e%2e/secret.txt', '..%5csecret.txt', 'd-4.html', '.js', 'a-1.js%00.css'])(
  'the file %s is not found',
  async (name) => {
    const { answer, body } = await asset(name)
    expect(body.toString()).not.toMatch(/not served|alert\(1\)/)
    // A name that leads out of the folder is a page of the console, or nothing.
    expect([200, 404]).toContain(answer.status)
    if (answer.status === 200) expect(body.toString()).toContain('<!doctype html>')
  },
)

test('a console that was not built answers with a page on how to build it', async () => {
  const browser = consoleBrowser(unbuilt)
  await browser.open('/console')
  expect(browser.page?.status).toBe(503)
  expect(browser.page?.html).toContain('npm run build')
})
