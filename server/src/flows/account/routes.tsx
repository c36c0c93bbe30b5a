import type { Hono } from 'hono'
import {
  answerPage,
  csrfToken,
  isCsrfTokenRight,
  isForeignPost,
  readForm,
  type AppEnv,
  type FormBinding,
  type RequestContext,
} from '#platform/http'
import { answerErrorPage, frameFor, localeFor, renderPage } from '#flows/pages'
import { guarded } from '#flows/signin'
import { listIdentitiesOfUser } from '#domain/identities'
import { askFactor, askSignIn, findOwnAccount, isRecent, lacksFactor, type OwnAccount } from './account-session.ts'
import type { Change, PreparedChange } from './change.ts'
import { CHANGES } from './changes.ts'
import { doneOf } from './done.ts'
import { OverviewPage } from './pages/overview-page.tsx'
import { isManaged, readOverview } from './read-overview.ts'
import { showUndo, takeUndo } from './undo.tsx'

const HOME = '/account'

/** The account of the person who is signed in, and the pages that change it. */
export function mountAccount(app: Hono<AppEnv>): void {
  app.get(HOME, (c) => guarded(c, () => showOverview(c)))
  app.get(`${HOME}/undo/:token`, (c) => guarded(c, () => showUndo(c, c.req.param('token'))))
  app.post(`${HOME}/undo/:token`, (c) => guarded(c, () => takeUndo(c, c.req.param('token'))))
  app.get(`${HOME}/factors/new`, (c) => guarded(c, () => setUpFactor(c)))
  for (const change of CHANGES) {
    app.get(change.path, (c) => guarded(c, () => showChange(c, change)))
    app.post(change.path, (c) => guarded(c, () => takeChange(c, change)))
  }
}

async function showOverview(c: RequestContext): Promise<Response> {
  // The person gave up signing in: the engine sends an error to a page of ours like to any redirect URI.
  if (c.req.query('error') !== undefined) return c.redirect('/', 303)
  const account = await findOwnAccount(c)
  if (!account) return askSignIn(c, { path: HOME })
  const overview = await readOverview(c.var.ctx, account)
  const done = doneOf(c.req.query('done'))
  const html = (nonce: string) => renderPage(OverviewPage, { ...frameFor(c, { nonce, path: HOME }), overview, done })
  return answerPage(c, { status: 200, html, isIsolated: true })
}

async function showChange(c: RequestContext, change: Change): Promise<Response> {
  if (c.req.query('error') !== undefined) return c.redirect(HOME, 303)
  const opened = await openChange(c, change)
  return opened instanceof Response ? opened : answerChange(c, opened, opened.prepared.render)
}

async function takeChange(c: RequestContext, change: Change): Promise<Response> {
  if (isForeignPost(c, c.var.ctx.issuer)) return answerErrorPage(c, { kind: 'bad_request' })
  const form = await readForm(c)
  const opened = await openChange(c, change)
  if (opened instanceof Response) return opened
  const { account, prepared } = opened
  if (!isCsrfTokenRight(c, form, bindingOf(c, account))) {
    return answerChange(c, { ...opened, isFormExpired: true }, prepared.render)
  }
  const taken = await prepared.take(form, localeFor(c))
  if (taken.outcome === 'done') return c.redirect(`${HOME}?done=${taken.done}`, 303)
  if (taken.outcome === 'next') return c.redirect(taken.path, 303)
  return answerChange(c, { ...opened, isWrong: taken.outcome === 'again' }, taken.render)
}

/** Returns the account of a person who has just shown who they are, or the page that asks them to (ATO-16). */
async function openAccount(c: RequestContext): Promise<OwnAccount | Response> {
  const { ctx } = c.var
  const { path } = c.req
  const account = await findOwnAccount(c)
  if (!account) return askSignIn(c, { path })
  const isStepUp = await lacksFactor(ctx, account)
  if (isStepUp || !isRecent(account, ctx.clock())) return askSignIn(c, { path, isAgain: true, isStepUp })
  return account
}

/** Leads to the pages that set up a second factor. */
async function setUpFactor(c: RequestContext): Promise<Response> {
  if (c.req.query('error') !== undefined) return c.redirect(HOME, 303)
  const account = await openAccount(c)
  if (account instanceof Response) return account
  if (isManaged(await listIdentitiesOfUser(c.var.ctx.db, account.userId))) return c.redirect(HOME, 303)
  return askFactor(c, account, `${HOME}?done=factor_added`)
}

interface OpenChange {
  readonly account: OwnAccount
  readonly prepared: PreparedChange
  readonly isFormExpired?: boolean
  readonly isWrong?: boolean
}

/** Returns the change for a person who may make it now, or the page that they get instead. */
async function openChange(c: RequestContext, change: Change): Promise<OpenChange | Response> {
  const { ctx } = c.var
  const account = await openAccount(c)
  if (account instanceof Response) return account
  if (change.isCredential && isManaged(await listIdentitiesOfUser(ctx.db, account.userId))) {
    return c.redirect(HOME, 303)
  }
  const prepared = await change.prepare(c, account)
  return prepared ? { account, prepared } : answerErrorPage(c, { kind: 'not_found' })
}

function answerChange(
  c: RequestContext,
  { account, isFormExpired = false, isWrong = false }: OpenChange,
  render: PreparedChange['render'],
): Response {
  const path = c.req.path
  const target = { action: path, fields: { csrf: csrfToken(c, bindingOf(c, account)) } }
  const html = (nonce: string) => render({ ...frameFor(c, { nonce, path }), ...target, isFormExpired })
  return answerPage(c, { status: isFormExpired || isWrong ? 400 : 200, html, isIsolated: true })
}

/** A form belongs to its page and to the session: the person on the page asked, not one who has signed in since. */
function bindingOf(c: RequestContext, { session }: OwnAccount): FormBinding {
  return { purpose: 'csrf', parts: ['account', c.req.path, session.id] }
}
