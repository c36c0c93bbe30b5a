import { expect, test } from 'vitest'
import { aFrame, catalogue } from '../../../test/pages/frame.ts'
import { htmlOf } from '../../../test/pages/html-of.ts'
import { samplePages } from '../../../test/pages/samples.ts'
import { IdentifyPage } from '../signin/steps/identify/page.tsx'
import { contrastRatio, ErrorPage, SignedOutPage } from './index.ts'
import { safeHref } from './safe-href.ts'
import { inkOn, themeCss } from './theme.ts'

const samples = samplePages('en')
const target = { action: '/signin', fields: { csrf_token: 'a"b' } }
const hostile = `</style><script>alert(1)</script>"'&`

const rawTexts = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gs'))].map(([, text]) => text ?? '')
const escaped = /&(amp|lt|gt|quot|#39);/

test.each(catalogue.locales)('every page has all its messages in %s', (locale) => {
  expect(samplePages(locale)).toHaveLength(samples.length)
})

test.each(samples)('$name passes under a policy of nonces', ({ html }) => {
  expect(html).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/)
  expect(html.match(/<(style|script)(?! nonce="c2FtcGxlLW5vbmNl")/)).toBeNull()
})

test.each(samples)('$name: styles and scripts come out of escaping unchanged', ({ html }) => {
  const texts = [...rawTexts(html, 'style'), ...rawTexts(html, 'script')]
  expect(texts.join()).not.toMatch(escaped)
})

test.each(samples)('$name stays under 25 kB uncompressed', ({ html }) => {
  expect(Buffer.byteLength(html)).toBeLessThan(25_000)
})

test.each(samples)('$name uses logical properties only, so that it can be mirrored', ({ html }) => {
  expect(rawTexts(html, 'style').join()).not.toMatch(/(margin|padding|border)-(left|right)|[;{](left|right):/)
})

test.each(samples)('$name has one heading, and one submit in each form', ({ html }) => {
  // A form with the answer to a challenge is posted by its script alone.
  const forms = rawTexts(html, 'form').filter((form) => !form.includes('name="answer"'))
  const submits = forms.map((form) => form.match(/type="submit"/g)?.length)
  expect(html.match(/<h1/g)).toHaveLength(1)
  expect(new Set([...submits, 1])).toEqual(new Set([1]))
})

test('values from people and settings are shown as text (ATO-38)', () => {
  const frame = aFrame('en', { brand: { name: hostile }, application: { name: hostile } })
  const html = htmlOf(IdentifyPage, { ...frame, ...target, email: hostile })
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('value="&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"')
  expect(html).toContain('name="csrf_token" value="a&quot;b"')
})

test('an invalid colour never reaches the stylesheet (ATO-38)', () => {
  const colours = { light: { accent: 'red}body{display:none' }, dark: { accent: '#12345', link: 'url(x)' } }
  expect(themeCss({ colours })).toBe(themeCss({}))
})

test.each(['#ffe100', '#2f5d50', '#777777', '#ff0000', '#000000', '#ffffff'])('text on %s is readable', (accent) => {
  expect(contrastRatio(inkOn(accent), accent)).toBeGreaterThanOrEqual(4.5)
})

test('a faint brand colour keeps its button and gets a readable link', () => {
  const link = /--link:(#[0-9a-f]{6})/.exec(
    themeCss({ colours: { light: { accent: '#ffe100' } }, scheme: 'light' }),
  )?.[1]
  expect(contrastRatio(link ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
})

test.each([
  ['text on buttons that nobody could read', { accent: '#2f5d50', onAccent: '#2f5d51' }, 'on-accent', '#2f5d50'],
  ['a link of the colour of the card', { link: '#fefefe' }, 'link', '#ffffff'],
  ['a dark ground of a light page', { page: '#112233' }, 'on-page', '#112233'],
  ['a ground of a middle tone', { page: '#777777' }, 'quiet-on-page', '#777777'],
])('%s stays readable', (_, light, property, ground) => {
  const css = themeCss({ colours: { light }, scheme: 'light' })
  const ink = new RegExp(`--${property}:(#[0-9a-f]{6})`).exec(css)?.[1] ?? ground
  expect(contrastRatio(ink, ground)).toBeGreaterThanOrEqual(4.5)
})

test('a readable brand colour is left as it is, and a light ground is not used on dark pages', () => {
  const light = { page: '#eeeeff', accent: '#102040', onAccent: '#ffee00', link: '#003399' }
  const css = themeCss({ colours: { light }, scheme: 'light' })
  expect(css).toMatch(/--page:#eeeeff.*--accent:#102040.*--on-accent:#ffee00.*--link:#003399/)
  expect(themeCss({ colours: { light }, scheme: 'dark' })).toContain('--page:#131316')
})

test.each(['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x'])(
  '%j is no link',
  (uri) => {
    expect(safeHref(uri)).toBeUndefined()
  },
)

test.each(['https://shop.test/', 'shop:/callback', '/signin?lang=de'])('%s is a link', (uri) => {
  expect(safeHref(uri)).toBe(uri)
})

test('an error page links to login and homepage URI where they are set (A3-4)', () => {
  const html = htmlOf(ErrorPage, { ...aFrame('en'), kind: 'flow_expired' })
  expect(html).toContain('href="https://shop.test/login"')
  expect(html).toContain('href="https://shop.test"')
})

test('an error page has no link where none is set, and explains that in words (A3-4)', () => {
  const frame = aFrame('en', { application: { name: 'Meadow Shop' }, languages: [], privacyUrl: undefined })
  const html = htmlOf(ErrorPage, { ...frame, termsUrl: undefined, kind: 'flow_expired' })
  expect(html).not.toContain('<a ')
  expect(html).toContain('Go back to the application you came from')
})

test('an error page carries the stable code and the lines for developers', () => {
  const detail = [{ label: 'Sent', value: 'https://shop.test/<callback>' }]
  const html = htmlOf(ErrorPage, { ...aFrame('en'), kind: 'bad_redirect_uri', code: 'invalid_redirect', detail })
  expect(html).toContain('invalid_redirect')
  expect(html).toContain('https://shop.test/&lt;callback&gt;')
})

test('a page declares its language and direction', () => {
  expect(htmlOf(SignedOutPage, aFrame('ar'))).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/)
})
