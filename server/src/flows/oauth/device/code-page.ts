import { z } from 'zod'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import {
  answerPage,
  cookieNames,
  csrfToken,
  isCsrfTokenRight,
  isForeignPost,
  readCookie,
  readForm,
  setCookie,
  type Form,
  type Page,
  type RequestContext,
} from '#platform/http'
import { answerErrorPage, frameFor, renderPage } from '#flows/pages'
import { describeBrowser, pageApplication, readKnownBrowser } from '#flows/signin'
import { clientIdOf, readApplication } from '#domain/applications'
import { findDeviceCode, isUserCode, readUserCode, type DeviceTakeover } from '#domain/device-codes'
import { formBindingOf } from './form-binding.ts'
import { guessUserCode } from './guess-user-code.ts'
import { guessTakeOver } from './guess-take-over.ts'
import { type Guess } from './count-guess.ts'
import { DeviceCodePage, type DeviceCodePageProps } from './pages/device-code-page.tsx'
import { DeviceElsewherePage } from './pages/device-elsewhere-page.tsx'

type CodePageState = Pick<DeviceCodePageProps, 'userCode' | 'problem'>

const LONGEST_SHOWN = 40

export function showCodePage(c: RequestContext, state: CodePageState, status?: Page['status']): Response {
  const { problem } = state
  const userCode = state.userCode?.slice(0, LONGEST_SHOWN)
  const names = cookieNames(c.var.ctx)
  const browser = readCookie(c, names.browser) ?? newToken()
  setCookie(c, { name: names.browser, value: browser })
  const path = userCode === undefined ? '/device' : `/device?user_code=${encodeURIComponent(userCode)}`
  const html = (nonce: string) =>
    renderPage(DeviceCodePage, {
      ...frameFor(c, { nonce, path }),
      action: '/device/code',
      fields: { csrf: csrfToken(c, formBindingOf(['code', browser])) },
      userCode,
      problem,
    })
  return answerPage(c, { status: status ?? (problem === undefined ? 200 : 400), html })
}

export function refuseForeign(c: RequestContext): Response {
  return answerErrorPage(c, { kind: 'bad_request', code: 'foreign_post', status: 403 })
}

export async function takeUserCode(c: RequestContext): Promise<Response> {
  const posted = await readPosted(c)
  if (posted instanceof Response) return posted
  const { form, browser } = posted
  const typed = form.fields.get('user_code') ?? ''
  if (!isCsrfTokenRight(c, form, formBindingOf(['code', browser]))) {
    return showCodePage(c, { userCode: typed, problem: 'form_expired' })
  }
  const userCode = readUserCode(typed)
  if (userCode === '') return showCodePage(c, { problem: 'code_missing' })
  // Text that cannot be a code does not count as a guess.
  if (!isUserCode(userCode)) return showCodePage(c, { userCode: typed, problem: 'wrong_code' })
  const guess = await guessUserCode(c.var.ctx, { ...guesserOf(c, browser), userCode })
  return answerGuess(c, guess, { typed, userCode, browser })
}

/** Takes the request over from another browser, only by the form of the page that asked (DV-07). */
export async function takeOver(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  const posted = await readPosted(c)
  if (posted instanceof Response) return posted
  const { form, browser } = posted
  const asked = isCsrfTokenRight(c, form, formBindingOf(['take-over', browser]))
    ? openTakeOver(ctx, form.fields.get('request') ?? '', digestOf(browser))
    : undefined
  if (!asked) return showCodePage(c, { problem: 'form_expired' })
  const guess = await guessTakeOver(ctx, { ...guesserOf(c, browser), ...asked })
  return answerGuess(c, guess, { typed: asked.userCode, userCode: asked.userCode, browser })
}

/** Reads a form of our own page from a browser that has our cookie; otherwise returns the refusal. */
async function readPosted(c: RequestContext): Promise<{ readonly form: Form; readonly browser: string } | Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer)) return refuseForeign(c)
  const form = await readForm(c)
  const browser = readCookie(c, cookieNames(ctx).browser)
  return browser === undefined ? answerErrorPage(c, { kind: 'cookies_blocked' }) : { form, browser }
}

function guesserOf(c: RequestContext, browser: string) {
  return { browserDigest: digestOf(browser), knownTo: readKnownBrowser(c)?.userIds ?? [] }
}

interface TypedCode {
  readonly typed: string
  readonly userCode: string
  readonly browser: string
}

async function answerGuess(
  c: RequestContext,
  guess: Guess,
  { typed, userCode, browser }: TypedCode,
): Promise<Response> {
  switch (guess.outcome) {
    case 'claimed':
    case 'taken_over':
      return c.redirect(`/device/${guess.id}`, 303)
    case 'elsewhere':
      return showElsewhere(c, guess, { userCode, browser })
    case 'wrong':
    case 'expired':
    case 'decided':
      return showCodePage(c, { userCode: typed, problem: `${guess.outcome}_code` })
    case 'locked': {
      const seconds = Math.max(1, Math.ceil((guess.until.getTime() - c.var.ctx.clock().getTime()) / 1000))
      c.header('retry-after', String(seconds))
      return showCodePage(c, { userCode: typed, problem: 'too_many_tries' }, 429)
    }
  }
}

/** Asks whether to take the request over. The form holds the code, sealed for this browser. */
async function showElsewhere(
  c: RequestContext,
  { id, claimant }: Extract<Guess, { outcome: 'elsewhere' }>,
  { userCode, browser }: Omit<TypedCode, 'typed'>,
): Promise<Response> {
  const { ctx } = c.var
  const code = await findDeviceCode(ctx.db, id)
  const application = code && (await readApplication(ctx, clientIdOf(code.applicationId)))
  if (!application) return answerErrorPage(c, { kind: 'bad_client' })
  const request = sealTakeOver(ctx, { userCode, claimant, browserDigest: digestOf(browser) })
  const { ip, userAgent } = code.requestedFrom
  const html = (nonce: string) =>
    renderPage(DeviceElsewherePage, {
      ...frameFor(c, { nonce, path: '/device' }),
      application: pageApplication(application),
      action: '/device/take-over',
      fields: { csrf: csrfToken(c, formBindingOf(['take-over', browser])), request },
      requestedFrom: { ip, browser: describeBrowser(userAgent) },
    })
  return answerPage(c, { status: 200, html })
}

const SealedTakeOver = z.object({ userCode: z.string(), claimant: z.base64url() })

const purposeOf = (browserDigest: Buffer) => `device_codes.claimed_by:${browserDigest.toString('hex')}`

function sealTakeOver({ sealer }: Context, { userCode, claimant, browserDigest }: DeviceTakeover): string {
  const text = JSON.stringify({ userCode, claimant: claimant.toString('base64url') })
  return sealer.seal(purposeOf(browserDigest), text).toString('base64url')
}

/** Returns undefined where the text was not sealed for this browser. */
function openTakeOver({ sealer }: Context, sealed: string, browserDigest: Buffer): DeviceTakeover | undefined {
  try {
    const text = sealer.open(purposeOf(browserDigest), Buffer.from(sealed, 'base64url'))
    const { userCode, claimant } = SealedTakeOver.parse(JSON.parse(text))
    return { userCode, browserDigest, claimant: Buffer.from(claimant, 'base64url') }
  } catch {
    return undefined
  }
}
