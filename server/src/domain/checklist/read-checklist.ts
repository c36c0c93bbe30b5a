import type { Context } from '#platform/context'
import { hasSignIns } from '#domain/activity'
import { clientIdOf } from '#domain/applications'
import { listEstates } from '#domain/environments'
import { listInvitations } from '#domain/invitations'
import { settingsFor } from '#domain/settings'
import { hasTeamMates, openTeam } from '#domain/team'
import { findChecklist } from './queries.ts'
import { findNewestApplication, isAnyMailSent, isMethodChosenByApplication } from './views.ts'

export const ITEM_CODES = ['application', 'methods', 'mail', 'sign_in', 'colleague', 'go_live'] as const

export interface ChecklistItem {
  readonly code: (typeof ITEM_CODES)[number]
  readonly isDone: boolean
}

export interface Checklist {
  readonly isPutAway: boolean
  readonly items: readonly ChecklistItem[]
  /** The newest application that people can sign in to. */
  readonly application: { readonly id: string; readonly name: string } | undefined
  readonly emailMethod: 'code' | 'password'
}

/** Reads how far the environment is, from what exists at this moment. */
export async function readChecklist(ctx: Context): Promise<Checklist> {
  const { db, environment } = ctx
  const settings = settingsFor({ business: environment.businessSettings, environment: environment.settings })
  const [stored, application, isMethodChosen, isMailSent, isSignedIn, hasColleague, isLive] = await Promise.all([
    findChecklist(db),
    findNewestApplication(db),
    isMethodChosenByApplication(db),
    isAnyMailSent(db),
    hasSignIns(ctx),
    isSomebodyAsked(ctx),
    isProductionLive(ctx),
  ])
  const done: Readonly<Record<ChecklistItem['code'], boolean>> = {
    application: application !== undefined,
    methods: isMethodChosen || settings.origins.emailMethod !== 'default',
    mail: isMailSent || stored.mailSeenAt !== undefined,
    sign_in: isSignedIn,
    colleague: hasColleague,
    go_live: isLive,
  }
  return {
    isPutAway: stored.isPutAway,
    items: ITEM_CODES.map((code) => ({ code, isDone: done[code] })),
    application: application && { id: clientIdOf(application.id), name: application.name },
    emailMethod: settings.values.emailMethod,
  }
}

/** Returns whether a second person is on the team, or invited to it. */
async function isSomebodyAsked(ctx: Context): Promise<boolean> {
  return openTeam(ctx, async (place) => {
    if (await hasTeamMates(place)) return true
    const target = { kind: 'team', id: place.businessId } as const
    return (await listInvitations(place.db, { target, after: undefined, limit: 1 })).length > 0
  })
}

async function isProductionLive(ctx: Pick<Context, 'database' | 'environment'>): Promise<boolean> {
  const [estate] = await listEstates(ctx, { ids: [ctx.environment.businessId] })
  return estate?.environments.some(({ isProduction, isLive }) => isProduction && isLive) ?? false
}
