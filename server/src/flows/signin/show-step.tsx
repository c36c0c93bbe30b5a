import { answerPage, type Page, type RequestContext } from '#platform/http'
import type { Refused } from '#platform/rate-limits'
import { sealFlow, type Facts, type Refusal, type Situation, type Step } from '#flows/engine'
import {
  answerErrorPage,
  frameFor,
  renderPage,
  type AskedApi,
  type ErrorKind,
  type FormTarget,
  type OrganizationLook,
  type PageApplication,
  type PageFrame,
} from '#flows/pages'
import type { Application } from '#domain/applications'
import type { EmailProblem } from '#domain/identities'
import { codeMinutes, CODE_DIGITS } from './steps/code/send-code.ts'
import type { OpenFlow } from './open-flow.ts'
import { LockedPage } from './pages/locked-page.tsx'
import { AccountNotFoundPage } from './steps/account-not-found/page.tsx'
import { CodePage } from './steps/code/page.tsx'
import { ConsentPage } from './steps/consent/page.tsx'
import { KnownPersonPage } from './steps/identify/known-person-page.tsx'
import { IdentifyPage } from './steps/identify/page.tsx'
import { NewPasswordPage, type NewPasswordProblem } from './steps/new-password/page.tsx'
import { OrganizationPage } from './steps/organization/page.tsx'
import { PasswordPage, type PasswordProblem } from './steps/password/page.tsx'
import { ProfilePage } from './steps/profile/page.tsx'
import { RegisterPage, type RegisterProblem } from './steps/register/page.tsx'
import { startTarget } from './start-target.ts'
import { formsOf, waysOut } from './ways-out.ts'

/** What a page shows besides the step itself: what was typed, and what was wrong with it. */
export interface PageState {
  readonly email?: string | undefined
  /** See `Asked`. */
  readonly known?: string | undefined
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly wantsMarketing?: boolean | undefined
  readonly hasAgreed?: boolean | undefined
  readonly identifyProblem?: `email_${EmailProblem}`
  readonly registerProblems?: readonly RegisterProblem[]
  readonly codeProblem?: 'code_missing' | 'wrong_code' | 'expired_code' | 'too_many_tries'
  readonly passwordProblem?: PasswordProblem
  readonly newPasswordProblem?: NewPasswordProblem
  readonly notice?: 'sent_again' | undefined
  readonly isFormExpired?: boolean
  /** Which of many organizations to show. */
  readonly find?: Finding | undefined
  /** Tries are not looked at for now. */
  readonly lock?: Refused | undefined
}

/** A search among one's organizations: part of a name, and the page, counted from one. */
export interface Finding {
  readonly text: string
  readonly page: number
}

interface Showing extends OpenFlow {
  readonly facts: Facts
  readonly situation: Situation
  readonly step: Exclude<Step, { kind: 'finish' }>
  readonly state: PageState
  /** Of the organization that the request names (O3-4). */
  readonly organization: OrganizationLook | undefined
  /** What the request asks of APIs; empty but on the page that asks for consent. */
  readonly apis: readonly AskedApi[]
}

/** The page that says why somebody is not let in. */
const REFUSED: Readonly<Record<Refusal, ErrorKind>> = {
  account_suspended: 'account_suspended',
  sign_up_closed: 'access_denied',
  organization_suspended: 'organization_suspended',
  not_a_member: 'not_a_member',
  domain_not_allowed: 'domain_not_allowed',
  access_denied: 'access_denied',
}

/** The page of a step. */
export function showStep(c: RequestContext, showing: Showing): Response {
  const { step, state, application } = showing
  if (step.kind === 'refuse') {
    return answerErrorPage(c, { kind: REFUSED[step.why], code: step.why, application, ways: waysOut(c, showing) })
  }
  if (state.lock) return showLocked(c, showing, state.lock)
  return answerPage(c, { status: statusOf(state), html: (nonce) => render(c, showing, nonce) })
}

function statusOf(state: PageState): Page['status'] {
  const { identifyProblem, registerProblems, codeProblem, passwordProblem, newPasswordProblem, isFormExpired } = state
  const problems = [identifyProblem, registerProblems, codeProblem, passwordProblem, newPasswordProblem, isFormExpired]
  return problems.some((problem) => problem !== undefined && problem !== false) ? 400 : 200
}

/** Where the forms of this flow go, with what they carry. */
function targets(c: RequestContext, showing: Showing) {
  const { flow, step, isStored } = showing
  const isFirstPage = step.kind === 'identify' || step.kind === 'register'
  const sealed = isFirstPage || !isStored ? sealFlow(c.var.ctx, flow) : undefined
  const to = formsOf(c, showing, sealed)
  const start = (intent: Facts['intent']) => startTarget(sealed ?? '', intent)
  const unsaved = isFirstPage ? start(step.kind === 'register' ? 'sign_up' : 'sign_in') : startTarget(sealed ?? '')
  return { to, start, path: sealed === undefined ? `/auth/${flow.id}` : unsaved }
}

function render(c: RequestContext, showing: Showing, nonce: string): ReturnType<Page['html']> {
  const { application, state, situation } = showing
  const at = targets(c, showing)
  const problem = state.isFormExpired === true ? ({ problem: 'form_expired' } as const) : {}
  const cancel = situation.settings.hasCancelButton ? at.to('cancel') : undefined
  const { organization } = showing
  const frame = frameFor(c, { nonce, application: pageApplication(application), path: at.path, organization })
  const isFirst = showing.step.kind === 'identify' || showing.step.kind === 'register'
  return (isFirst ? renderFirst : renderLater)(showing, at, { ...frame, cancel, ...problem })
}

type Targets = ReturnType<typeof targets>
type Frame = PageFrame & { readonly cancel: FormTarget | undefined; readonly problem?: 'form_expired' }

/** What somebody new is asked beside their address. */
function askedOf({ situation: { settings, agreement }, state }: Showing, isAsked = true) {
  const askNames = isAsked && settings.isAskForName
  return { askNames, askConsent: isAsked && settings.hasMarketingConsent, agreement, problems: state.registerProblems }
}

/** The pages that ask who is there. */
function renderFirst(showing: Showing, { to, start }: Targets, frame: Frame): ReturnType<Page['html']> {
  const { step, state, situation } = showing
  const { settings } = situation
  if (step.kind === 'register') {
    const signIn = settings.hasSignInLinkOnSignUpPage ? start('sign_in') : undefined
    const { email, givenName, familyName, wantsMarketing, hasAgreed } = state
    const typed = { email, givenName, familyName, wantsMarketing, hasAgreed }
    const more = { ...askedOf(showing), signIn }
    return renderPage(RegisterPage, { ...frame, ...to('register'), ...typed, ...more })
  }
  const isSignUpShown = settings.isSelfSignUpAllowed && settings.hasRegisterLinkOnSignInPage
  const signUp = isSignUpShown ? start('sign_up') : undefined
  const { known, email } = state
  if (known !== undefined) {
    return renderPage(KnownPersonPage, { ...frame, ...to('identify'), email: known, change: to('change') })
  }
  const wrong = state.identifyProblem && { problem: state.identifyProblem }
  return renderPage(IdentifyPage, { ...frame, ...wrong, ...to('identify'), email, signUp })
}

/** The pages behind the address. */
function renderLater(showing: Showing, { to }: Targets, frame: Frame): ReturnType<Page['html']> {
  const { step, state, situation, facts, flow, application, apis } = showing
  const email = facts.address?.typed ?? situation.account?.email ?? ''
  const change = to('change')
  switch (step.kind) {
    case 'account_not_found': {
      const create = step.isSignUpOffered ? to('create') : undefined
      return renderPage(AccountNotFoundPage, { ...frame, email, create, change })
    }
    case 'code': {
      const wrong = state.codeProblem && { problem: state.codeProblem }
      const purpose = step.purpose === 'reset' ? step.purpose : facts.intent
      const validSeconds = codeMinutes(situation, step.purpose) * 60
      const more = { purpose, validSeconds, digits: CODE_DIGITS, notice: state.notice, resend: to('resend') }
      return renderPage(CodePage, { ...frame, ...wrong, ...to('code'), ...more, email, change })
    }
    case 'password': {
      const wrong = state.passwordProblem && { problem: state.passwordProblem }
      return renderPage(PasswordPage, { ...frame, ...wrong, ...to('password'), email, change, forgot: to('forgot') })
    }
    case 'profile': {
      const { givenName, familyName, wantsMarketing } = state
      const asked = askedOf(showing, facts.isProfileGiven !== true)
      const typed = { givenName, familyName, wantsMarketing }
      return renderPage(ProfilePage, { ...frame, ...to('profile'), email, ...typed, ...asked })
    }
    case 'consent': {
      const asked = { scopes: flow.request.scopes, apis, change, deny: to('cancel') }
      return renderPage(ConsentPage, {
        ...frame,
        ...to('consent'),
        ...asked,
        application: pageApplication(application),
        email,
      })
    }
    case 'organization': {
      const options = step.options.map(({ code, name }) => ({ code, name }))
      const { find = { text: '', page: 1 } } = state
      const isFound = find.text !== '' || find.page > 1 || step.hasMore
      const finding = isFound ? { ...find, hasMore: step.hasMore, target: to('find') } : undefined
      return renderPage(OrganizationPage, { ...frame, ...to('organization'), email, change, options, finding })
    }
    case 'new_password': {
      const wrong = state.newPasswordProblem && { problem: state.newPasswordProblem }
      return renderPage(NewPasswordPage, { ...frame, ...wrong, ...to('new-password'), email, purpose: step.purpose })
    }
    default:
      return ''
  }
}

function showLocked(c: RequestContext, showing: Showing, { until: retryAt, scope }: Refused): Response {
  const { facts, application, step, organization } = showing
  const { to, path } = targets(c, showing)
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAt.getTime() - c.var.ctx.clock().getTime()) / 1000))
  c.header('retry-after', String(retryAfterSeconds))
  const html = (nonce: string) =>
    renderPage(LockedPage, {
      ...frameFor(c, { nonce, application: pageApplication(application), path, organization }),
      email: facts.address?.typed ?? '',
      scope,
      retryAfterSeconds,
      retryAt,
      // Whoever owns the address can still prove it: a lock must not keep the owner out (ATO-41).
      reset: step.kind === 'password' ? to('forgot') : undefined,
      change: to('change'),
      cancel: to('cancel'),
    })
  return answerPage(c, { status: 429, html })
}

export function pageApplication({ name, homepageUri, loginUri, settings }: Application): PageApplication {
  return { name, homepageUri, loginUri, language: settings.values.languageKey ?? undefined }
}
