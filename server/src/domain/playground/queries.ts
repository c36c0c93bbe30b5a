import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import { newId } from '#platform/ids'

/** Long enough for a sign-up with a code by mail. */
const LIFETIME_SECONDS = 1_800

/** The administrator's side of a trial: only this session, in this browser, gets the answer. */
export interface Trial {
  readonly state: string
  readonly consoleSessionId: string
  /** The browser's own secret at the console. */
  readonly browser: string
}

interface NewTrial extends Trial {
  readonly codeVerifier: string
  readonly redirectUri: string
}

const PURPOSE = 'playground_requests.verifier_sealed'

/** Stores a trial before the browser leaves for the sign-in. */
export async function beginTrial(ctx: Pick<Context, 'db' | 'clock' | 'sealer'>, trial: NewTrial): Promise<void> {
  const id = newId()
  const createdAt = ctx.clock()
  await ctx.db
    .insertInto('playground_requests')
    .values({
      environment_id: ctx.db.environmentId,
      id,
      state_digest: digestOf(trial.state),
      console_session: trial.consoleSessionId,
      browser_digest: digestOf(trial.browser),
      verifier_sealed: ctx.sealer.seal(`${PURPOSE}:${id}`, trial.codeVerifier),
      redirect_uri: trial.redirectUri,
      created_at: createdAt,
      expires_at: addSeconds(createdAt, LIFETIME_SECONDS),
    })
    .execute()
}

/** Whether a trial with this state waits for an answer. */
export async function isTrialAwaited({ db, clock }: Pick<Context, 'db' | 'clock'>, state: string): Promise<boolean> {
  const row = await db
    .selectFrom('playground_requests')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('state_digest', '=', digestOf(state))
    .where('expires_at', '>', clock())
    .executeTakeFirst()
  return row !== undefined
}

/** Remembers the conversation that a trial led to, so that its trace can be shown with the answer. */
export async function noteFlowOfTrial({ db }: Pick<Context, 'db'>, state: string, flowId: string): Promise<void> {
  await db
    .updateTable('playground_requests')
    .set({ flow_id: flowId })
    .where('environment_id', '=', db.environmentId)
    .where('state_digest', '=', digestOf(state))
    .execute()
}

export interface AnsweredTrial {
  readonly codeVerifier: string
  readonly redirectUri: string
  readonly flowId: string | undefined
}

/** Ends a trial, once: undefined for a state of another session or browser, a used one, or one that has expired. */
export async function consumeTrial(
  { db, clock, sealer }: Pick<Context, 'db' | 'clock' | 'sealer'>,
  { state, consoleSessionId, browser }: Trial,
): Promise<AnsweredTrial | undefined> {
  const row = await db
    .deleteFrom('playground_requests')
    .where('environment_id', '=', db.environmentId)
    .where('state_digest', '=', digestOf(state))
    .where('console_session', '=', consoleSessionId)
    .where('browser_digest', '=', digestOf(browser))
    .where('expires_at', '>', clock())
    .returning(['id', 'verifier_sealed', 'redirect_uri', 'flow_id'])
    .executeTakeFirst()
  if (!row) return undefined
  const codeVerifier = sealer.open(`${PURPOSE}:${row.id}`, row.verifier_sealed)
  return { codeVerifier, redirectUri: row.redirect_uri, flowId: row.flow_id ?? undefined }
}
