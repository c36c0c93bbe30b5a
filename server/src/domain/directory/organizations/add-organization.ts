import type { Context } from '#platform/context'
import { sayFlags, type FlagTexts } from '#domain/feature-flags'
import { checkAdvanced, createOrganization, type NewOrganization } from '#domain/organizations'

/**
 * Creates an organization with overrides of feature flags, and returns its code.
 *
 * @throws {InvalidInput} `ADVANCED_FEATURES_REQUIRED`, `FLAG_OVERRIDE_NOT_ALLOWED`, `INVALID_FLAG_VALUE`, `INVALID_HANDLE`
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 * @throws {Conflict} `EXTERNAL_ID_TAKEN`, `HANDLE_TAKEN`
 */
export function addOrganization(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  input: NewOrganization,
  flags: FlagTexts,
): Promise<string> {
  // A new organization has no advanced features yet.
  checkAdvanced(false, input.settings)
  return ctx.db.transaction().execute(async (db) => {
    const { id, code } = await createOrganization({ ...ctx, db }, input)
    const overrider = { level: 'org', organizationId: id, code } as const
    await sayFlags({ ...ctx, db }, { overrider, author: input.author, texts: flags })
    return code
  })
}
