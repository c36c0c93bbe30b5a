import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { api, anApplication, PRODUCTION, refusal } from '../../../test/management.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApplication as aClient, authorizePath, pkce } from '../../../test/oauth.ts'
import { anOrganization } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

type Kind = 'png' | 'jpeg' | 'webp' | 'gif'
const aPicture = (background = 'red', kind: Kind = 'png', size = 400) =>
  sharp({ create: { width: size * 4, height: size, channels: 4, background } })
    .toFormat(kind)
    .withExif({ IFD0: { Copyright: 'planted-metadata' } })
    .toBuffer()

function aForm(bytes: Uint8Array | string, name = 'tailsforce.png', field = 'logo'): FormData {
  const form = new FormData()
  form.set(field, new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name))
  return form
}

async function served(path: string, origin = server.origin) {
  const response = await server.request(`${origin}${path}`)
  return { status: response.status, type: response.headers.get('content-type'), response }
}

async function colourOf(path: string): Promise<string> {
  const { response } = await served(path)
  const { data } = await sharp(await response.arrayBuffer())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [...data.subarray(0, 3)].join()
}

const [RED, BLUE] = ['255,0,0', '0,0,255']

test.each<Kind>(['png', 'jpeg', 'webp', 'gif'])(
  'a logo of the form %s is written anew as a small PNG',
  async (kind) => {
    expect(await calls.send('PUT', '/environment/logos/light', aForm(await aPicture('red', kind)))).toMatchObject({
      status: 200,
    })
    const { type, response } = await served('/logo')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([type, bytes.includes('planted-metadata')]).toEqual(['image/png', false])
    expect((await sharp(bytes).metadata()).height).toBe(240)
  },
)

test('logos are listed, replaced and deleted', async () => {
  const list = async () => (await calls.get('/environment/logos')).body.logos
  await calls.send('PUT', '/environment/logos/dark', aForm(await aPicture(), 'first.png'))
  await calls.send('PUT', '/environment/logos/dark', aForm(await aPicture('blue'), 'night.png'))
  expect(await list()).toContainEqual({ type: 'dark', file_name: 'night.png' })
  expect(await colourOf('/logo_dark')).toBe(BLUE)
  const deletions = [await calls.delete('/environment/logos/dark'), await calls.delete('/environment/logos/dark')]
  expect(deletions.map(({ status }) => status)).toEqual([200, 204])
})

test.each([
  ['SVG, which can carry scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
  ['HTML', '<html></html>'],
  ['a PNG that is none', '\x89PNG\r\n\x1a\nnothing'],
])('%s is refused', async (_name, text) => {
  const form = aForm(Buffer.from(text, 'latin1'))
  expect(await calls.send('PUT', '/environment/logos/dark', form)).toMatchObject(refusal(400, 'UNSUPPORTED_IMAGE'))
})

/** A PNG of one grey, written by hand: libraries refuse to make such sizes. */
function aBomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const chunks = [
    ['IHDR', head],
    ['IDAT', deflateSync(Buffer.alloc((width + 1) * height))],
    ['IEND', Buffer.alloc(0)],
  ] as const
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...chunks.map(([type, data]) => chunkOf(type, data)),
  ])
}

function chunkOf(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, sum])
}

test.each([
  [2_000_000, 8],
  [8, 2_000_000],
  [8_000, 8_000],
  [6_000, 6_000],
  [4_000, 100],
])('ATO-40 an image of %i by %i pixels is refused before it is decoded', async (width, height) => {
  const form = aForm(aBomb(width, height))
  expect(await calls.send('PUT', '/environment/logos/dark', form)).toMatchObject(refusal(400, 'IMAGE_TOO_LARGE'))
})

test('images that are sent at once are all encoded again', async () => {
  const forms = await Promise.all([1, 2, 3, 4].map(async () => aForm(await aPicture())))
  const answers = await Promise.all(forms.map((form) => calls.send('PUT', '/environment/logos/dark', form)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test.each([
  ['1 MB', () => aForm(Buffer.alloc(1_000_000, 1)), 'INVALID_BODY'],
  ['more than the API takes', () => aForm(Buffer.alloc(1_100_000, 1)), 'BODY_TOO_LARGE'],
  ['nothing', () => aForm(''), 'INVALID_BODY'],
  ['no file', () => aForm('a', 'a.png', 'picture'), 'INVALID_BODY'],
])('a form with a file of %s is refused', async (_name, form, code) => {
  expect(await calls.send('PUT', '/environment/logos/light', form())).toMatchObject(refusal(400, code))
})

test('a body that is no form is refused', async () => {
  const answer = await calls.put('/environment/logos/light', { logo: 'a' })
  expect(answer).toMatchObject(refusal(400, 'UNSUPPORTED_CONTENT_TYPE'))
})

test('an organization has a logo of its own, in place of the environment’s', async () => {
  const rows = await server.query(
    `select code from organizations join hosts using (environment_id) where is_default and origin = $1`,
    [server.origin],
  )
  const code = String(rows[0]?.['code'])
  await calls.send('PUT', '/environment/logos/light', aForm(await aPicture('red')))
  const before = await colourOf(`/logo?p_org_code=${code}`)
  await calls.send('POST', `/organizations/${code}/logos/light`, aForm(await aPicture('blue')))
  expect([before, await colourOf(`/logo?p_org_code=${code}`), await colourOf('/logo')]).toEqual([RED, BLUE, RED])
  expect((await calls.get(`/organizations/${code}/logos`)).body.logos).toEqual([
    { type: 'light', file_name: 'tailsforce.png', path: `/logo?p_org_code=${code}` },
  ])
  expect(await calls.delete(`/organizations/${code}/logos/light`)).toMatchObject({ status: 200 })
})

test('pages of an organization show its logo where the environment has none (X4-4)', async () => {
  await calls.delete('/environment/logos/light')
  await calls.delete('/environment/logos/dark')
  const code = await anOrganization(calls)
  await calls.send('POST', `/organizations/${code}/logos/light`, aForm(await aPicture('blue')))
  const client = await aClient(server)
  const logoOf = async (asked: string) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(client, pkce(), { org_code: asked }))
    return /<img src="([^"]+)"/.exec(browser.page?.html ?? '')?.[1]
  }
  expect(await logoOf(code)).toBe(`/logo?p_org_code=${code}`)
  expect(await colourOf(`/logo_dark?p_org_code=${code}`)).toBe(BLUE)
  expect(await logoOf('org_00000000000')).toBeUndefined()
})

test('an organization that is not there has the environment’s logo, so that nobody learns which there are', async () => {
  await calls.send('PUT', '/environment/logos/light', aForm(await aPicture('red')))
  expect(await colourOf('/logo?p_org_code=org_00000000000')).toBe(RED)
})

test('another environment has no logo of this one (T1-1)', async () => {
  await calls.send('PUT', '/environment/logos/light', aForm(await aPicture()))
  const elsewhere = await api(server, { origin: PRODUCTION })
  expect((await served('/logo', PRODUCTION)).status).toBe(404)
  expect((await elsewhere.get('/environment/logos')).body.logos).toEqual([])
})

test('the environment says where its logos are, and its pages show them', async () => {
  await calls.send('PUT', '/environment/logos/light', aForm(await aPicture()))
  const { environment } = (await calls.get('/environment')).body
  const clientId = await anApplication(calls, { type: 'spa' })
  const page = await server.request(`/oauth2/auth?client_id=${clientId}`)
  expect(environment.logo).toMatch(/^http:\/\/localhost:3000\/logo\?cache=[0-9a-f]{32}$/)
  expect(await page.text()).toContain(`src="${environment.logo.replace(server.origin, '')}"`)
})

test('an address that names the picture may be kept for long', async () => {
  await calls.send('PUT', '/environment/logos/light', aForm(await aPicture()))
  const { environment } = (await calls.get('/environment')).body
  const { response } = await served(environment.logo.replace(server.origin, ''))
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000')
})

test('icons are there from the start', async () => {
  const icons = [await served('/favicon_svg', PRODUCTION), await served('/favicon_fallback', PRODUCTION)]
  expect(icons).toMatchObject([
    { status: 200, type: 'image/svg+xml' },
    { status: 200, type: 'image/png' },
  ])
})
