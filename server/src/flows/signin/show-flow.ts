import type { Context } from '#platform/context'
import { answerPage, type RequestContext } from '#platform/http'
import type { LimitRefusal } from '#platform/rate-limits'
import { answerErrorPage, frameFor, renderPage, type FormTarget, type OrganizationLook } from '#flows/pages'
import { listLogoFiles } from '#domain/logos'
import { newChallenge, type ChallengeBinding } from '#domain/passkeys'
import { findOrganizationProfile } from '#domain/organizations'
import { endFlow } from './end-flow.ts'
import { sealFlow } from './flow.ts'
import type { OpenFlow } from './open-flow.ts'
import { pageApplication } from './page-application.ts'
import { LockedPage } from './pages/locked-page.tsx'
import { startTarget } from './start-target.ts'
import { nextStep, type Facts } from './steps.ts'
import { bindingOf } from './steps/passkey/binding.ts'
import { attemptOf, readLock } from './steps/attempts.ts'
import type { Intent } from './steps/beginning.ts'
import { situationOf, type Situation } from './steps/situation.ts'
import { noteDue } from './trace.ts'
import type { Draw, DrawnPage, PageDue, PageContext, PasskeyChallenge } from './steps/step.ts'
import { formsOf, waysOut } from './ways-out.ts'

type Page = PageDue<Facts, Partial<Facts>>

/** The circumstances of a page besides its step. */
export interface Shown {
  /** The same page again, as its handler left it. */
  readonly again?: DrawnPage<Facts>
  /** The first page, before the person has answered it. */
  readonly isFirst?: boolean
  /** Tries are locked for now. */
  readonly lock?: LimitRefusal
  readonly isFormExpired?: boolean
  readonly isEnteredAgain?: boolean
}

/** Shows the step that the facts of a flow lead to. */
export async function showFlow(c: RequestContext, opened: OpenFlow, shown: Shown): Promise<Response> {
  const { facts, request } = opened.flow
  const situation = await situationOf(c, opened)
  const due = nextStep(facts, situation)
  if (due.type === 'finish') return endFlow(c, opened)
  if (due.type === 'refusal') {
    // A stored flow noted it when it was led here.
    if (!opened.isStored) noteDue(c, { ...opened, situation }, due)
    const { application } = opened
    return answerErrorPage(c, { kind: due.page, code: due.why, application, ways: waysOut(c, opened) })
  }
  const lock = shown.lock ?? (await findLock(c, opened, { due, situation }))
  const organization = await readLook(c.var.ctx, request.further['org_code'])
  const standing = { ...opened, due, situation, organization }
  if (lock) return showLocked(c, standing, lock)
  const draw = due.prepare ? await due.prepare({ c, ...opened, isFirst: shown.isFirst === true }) : due.draw
  return showPage(c, standing, { ...shown, draw })
}

interface DueFlow extends OpenFlow {
  readonly due: Page
  readonly situation: Situation
  /** The organization that the request names (O3-4). */
  readonly organization: OrganizationLook | undefined
}

async function findLock(
  c: RequestContext,
  opened: OpenFlow,
  { due: { guard }, situation }: { readonly due: Page; readonly situation: Situation },
): Promise<LimitRefusal | undefined> {
  if (!guard || (!opened.flow.facts.address && !situation.account)) return undefined
  return readLock(c, attemptOf(c, { ...opened, situation }, guard.lane))
}

function showPage(
  c: RequestContext,
  standing: DueFlow,
  { again, draw, isFormExpired = false, isEnteredAgain = false }: Shown & { readonly draw: Draw<Facts> },
): Response {
  const { flow, due, situation, organization } = standing
  const application = pageApplication(standing.application)
  const { to, start, path } = targetsOf(c, standing)
  const html = (nonce: string) => {
    const frame = {
      ...frameFor(c, { nonce, application, path, organization }),
      cancel: situation.settings.hasCancelButton ? to('cancel') : undefined,
      ...(isFormExpired ? ({ problem: 'form_expired' } as const) : {}),
    }
    const showing: PageContext<Facts> = {
      ...{ facts: flow.facts, situation, application, frame, isEnteredAgain, to, start },
      passkeyChallenge: (purpose) => passkeyChallenge(c, standing, { purpose, to }),
    }
    const drawnAgain = again?.kind === due.kind ? again.draw(showing) : undefined
    return drawnAgain ?? draw(showing)
  }
  const status = again?.isWrong === true || isFormExpired ? 400 : 200
  return answerPage(c, { status, html, sources: due.sources })
}

/** Returns a challenge. A page whose flow is too long for an address gets no other one, and is sent again instead. */
function passkeyChallenge(
  c: RequestContext,
  standing: OpenFlow,
  { purpose, to }: { readonly purpose: ChallengeBinding['purpose']; readonly to: (verb: string) => FormTarget },
): PasskeyChallenge {
  const { action, fields } = to('passkey-challenge')
  const separator = action.includes('?') ? '&' : '?'
  const renew = fields['flow'] === undefined ? `${action}${separator}purpose=${purpose}` : undefined
  return { challenge: newChallenge(c.var.ctx, bindingOf(standing, purpose)), renew, flowId: standing.flow.id }
}

/** Returns the targets of the forms of this flow, with the fields that they carry. */
function targetsOf(c: RequestContext, standing: DueFlow) {
  const { flow, isStored, due } = standing
  const { begins } = due
  const sealed = begins !== undefined || !isStored ? sealFlow(c.var.ctx, flow) : undefined
  const start = (intent: Intent, field?: string) => startTarget(sealed ?? '', intent, field)
  const path = sealed === undefined ? `/auth/${flow.id}` : startTarget(sealed, begins)
  return { to: formsOf(c, standing, sealed), start, path }
}

/** Returns the look of the organization that the request names; undefined where it does not exist. */
async function readLook({ db }: Context, code: string | undefined): Promise<OrganizationLook | undefined> {
  if (code === undefined || code === '') return undefined
  const found = await findOrganizationProfile(db, code)
  if (!found) return undefined
  const logos = await listLogoFiles(db, { organizationId: found.id })
  return { code, settings: found.settings, hasLogo: logos.some(({ theme }) => theme === 'light') }
}

function showLocked(c: RequestContext, standing: DueFlow, { until: retryAt, scope }: LimitRefusal): Response {
  const { flow, application, due, organization } = standing
  const { to, path } = targetsOf(c, standing)
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAt.getTime() - c.var.ctx.clock().getTime()) / 1000))
  c.header('retry-after', String(retryAfterSeconds))
  const optional = (verb: string | undefined): FormTarget | undefined => (verb === undefined ? undefined : to(verb))
  const html = (nonce: string) =>
    renderPage(LockedPage, {
      ...frameFor(c, { nonce, application: pageApplication(application), path, organization }),
      email: flow.facts.address?.typed ?? '',
      scope,
      retryAfterSeconds,
      retryAt,
      // The owner of the address can still prove it: a lock must not keep them out (ATO-41).
      reset: optional(due.guard?.reset),
      change: to('change'),
      cancel: to('cancel'),
    })
  return answerPage(c, { status: 429, html })
}
