import sharp from 'sharp'
import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { startMailTrap } from '../../../test/mail-trap.ts'
import { api } from '../../../test/management.ts'
import { anApplication, authorizePath, pkce } from '../../../test/oauth.ts'
import { addMembers, anOrganization, aUser } from '../../../test/organizations.ts'
import { aLogoForm } from '../../../test/pictures.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const trap = await startMailTrap()
const server = await startServer({
  settings: { GATEHOUSE_SMTP_URL: trap.url, GATEHOUSE_MAIL_FROM: 'Meadow <no-reply@meadow.example>' },
})
await startJobs(server)
const calls = await api(server)
const shop = await anApplication(server)
const green = await anOrganization(calls, { name: 'Green' })
await calls.patch(`/organization/${green}`, { is_enable_advanced_orgs: true, sender_name: 'Green Post' })
const red = await anOrganization(calls, { name: 'Red' })

const member = async (email: string, ...codes: string[]) => {
  const id = await aUser(calls, { email })
  for (const code of codes) await addMembers(calls, code, id)
}

async function mailTo(email: string, more: Record<string, string> = {}): Promise<string> {
  const before = trap.accepted.length
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(shop, pkce(), more))
  await browser.submit('identify', { email })
  const arrived = () => trap.accepted.slice(before).find(({ to }) => to.includes(email))?.raw
  await expect.poll(arrived, { timeout: 10_000 }).toBeDefined()
  // Decodes quoted-printable (RFC 2045 section 6.7).
  return (arrived() ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
}

async function senderTo(email: string, more: Record<string, string> = {}) {
  return /^From: (.*?) </m.exec(await mailTo(email, more))?.[1]
}

const logoIn = (mail: string) => /<img src="([^"]*)"/.exec(mail)?.[1]?.replaceAll('&amp;', '&')

async function colourAt(url: string | undefined): Promise<string> {
  const response = await server.request(url ?? '')
  const { data } = await sharp(await response.arrayBuffer())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [...data.subarray(0, 3)].join()
}

test('a code for a member of the named organization comes from its sender (O4-10)', async () => {
  await member('named@example.com', green, red)
  expect(await senderTo('named@example.com', { org_code: green })).toBe('Green Post')
})

test('a code for a member of one organization only comes from its sender (O4-10)', async () => {
  await aUser(calls, { email: 'only@example.com', organization: green })
  expect(await senderTo('only@example.com')).toBe('Green Post')
})

test('an organization without a sender, and membership in several, keep the sender of the installation (O4-10)', async () => {
  await member('silent@example.com', green, red)
  await member('several@example.com', green, red)
  expect(await senderTo('silent@example.com', { org_code: red })).toBe('Meadow')
  expect(await senderTo('several@example.com')).toBe('Meadow')
})

test('a person who is not a member gets no mail in the name of an organization', async () => {
  await member('stranger@example.com', red)
  expect(await senderTo('stranger@example.com', { org_code: green })).toBe('Meadow')
  expect(await senderTo('nobody@example.com', { org_code: green })).toBe('Meadow')
})

test('mail of an environment without a logo shows its name in that place', async () => {
  const mail = await mailTo('early@example.com')
  expect(logoIn(mail)).toBeUndefined()
  expect(mail).toContain('My business')
})

test('mails carry the logo of the organization, or else that of the environment (M1-6, X4-4)', async () => {
  await calls.send('PUT', '/environment/logos/light', await aLogoForm('blue'))
  await calls.send('POST', `/organizations/${green}/logos/light`, await aLogoForm('red'))
  await member('green@example.com', green, red)
  const [ofGreen, ofRed, ofNone] = [
    await mailTo('green@example.com', { org_code: green }),
    await mailTo('green@example.com', { org_code: red }),
    await mailTo('nobody2@example.com', { org_code: green }),
  ]
  const colours = [await colourAt(logoIn(ofGreen)), await colourAt(logoIn(ofRed)), await colourAt(logoIn(ofNone))]
  expect(colours).toEqual(['255,0,0', '0,0,255', '0,0,255'])
})

test('the address of an organization is used with advanced features and a server of the environment (O4-4, O4-11)', async () => {
  const own = {
    is_custom_sender: true,
    sender_email: 'post@meadow.example',
    smtp_host: '127.0.0.1',
    smtp_port: trap.port,
  }
  await calls.patch('/environment/mail', own)
  await calls.patch(`/organization/${green}`, { is_enable_advanced_orgs: false })
  const toGreen = { org_code: green }
  const addressOf = (mail: string) => /^From: .*<(.*)>/m.exec(mail)?.[1]
  await member('plain@example.com', green)
  expect(addressOf(await mailTo('plain@example.com', toGreen))).toBe('post@meadow.example')
  await calls.patch(`/organization/${green}`, {
    is_enable_advanced_orgs: true,
    sender_email: 'green@meadow.example',
  })
  await member('advanced@example.com', green)
  expect(addressOf(await mailTo('advanced@example.com', toGreen))).toBe('green@meadow.example')
  await calls.patch('/environment/mail', { is_custom_sender: false })
  await member('later@example.com', green)
  expect(addressOf(await mailTo('later@example.com', toGreen))).toBe('no-reply@meadow.example')
})
